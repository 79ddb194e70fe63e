internal import Records
internal import Sheets

/// The annexes of what a clerk keeps by hand.
extension AnnexBook {
  mutating func documents() -> FormCanvas {
    let table = words.documents
    let documents = content.notebook.documents.sorted { $0.criterion < $1.criterion }
    return self.table(
      table.sheet, table.title, table.columns, table.columnsMM, none: table.none,
      documents.enumerated().map { place, document in
        [
          number(place + 1), number(document.criterion), text(document.number),
          day(document.date), text(document.title), text(document.file),
          (document.sha256.map { .text($0) } ?? .empty, looks.small),
        ]
      })
  }

  mutating func plan() -> FormCanvas {
    let table = words.plan
    return self.table(
      table.sheet, table.title, table.columns, table.columnsMM, none: table.none,
      content.notebook.plan.enumerated().map { place, task in
        [
          number(place + 1), text(task.task), day(task.due), day(task.done),
          text(state(of: task)), text(task.note),
        ]
      })
  }

  private func state(of task: Notebook.Task) -> String {
    switch task.state(on: content.report.day) {
    case .done: words.plan.done
    case .doneLate(let days): words.plan.doneLate.filled(["days": String(days)])
    case .late(let days): words.plan.late.filled(["days": String(days)])
    case .due: words.plan.due
    case .open: words.plan.open
    }
  }

  mutating func training() -> FormCanvas {
    let table = words.training
    let trainings = content.notebook.training.sorted { $0.date < $1.date }
    var rows = trainings.enumerated().map { place, training in
      [
        number(place + 1), day(training.date), text(training.topic), text(training.audience),
        number(training.people), text(training.place),
      ]
    }
    let people = trainings.compactMap(\.people).reduce(0) { sum, count in
      let (total, overflow) = sum.addingReportingOverflow(count)
      return overflow ? Int.max : total
    }
    if !rows.isEmpty {
      rows.append([
        text(""), day(nil), (.text(table.total), looks.section), text(""), number(people), text(""),
      ])
    }
    return self.table(
      table.sheet, table.title, table.columns, table.columnsMM, none: table.none, rows)
  }

  mutating func models() -> FormCanvas {
    let table = words.models
    return self.table(
      table.sheet, table.title, table.columns, table.columnsMM, none: table.none,
      content.notebook.models.enumerated().map { place, model in
        [
          number(place + 1), text(model.pho), text(model.model), day(model.since),
          text(model.state), text(model.note),
        ]
      })
  }
}
