import Reports
let m = try FormManifest(path: "Templates/bao-cao-3-khong.yaml")
try FormTemplate.write(m, to: "/tmp/look/t.xlsx")
