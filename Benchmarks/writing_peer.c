/* The jobs of writing-bench by libxlsxwriter in constant memory, for writing.py to measure.
   usage: writing-peer FILE.xlsx ROWS bills|doubles */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

static uint64_t state = 20240803;
static const char *families[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
                                 "Dương", "Lý"};
static const char *middles[] = {"Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quang", "Xuân", "Thu"};
static const char *givens[] = {"An", "Bình", "Chi", "Dũng", "Em", "Giang", "Hà", "Hùng", "Khánh", "Lan",
                               "Mai", "Nam", "Oanh", "Phúc", "Quý", "Sơn", "Tâm", "Uyên", "Việt", "Yến"};
static const char *channels[] = {"Trích nợ tự động", "Internet Banking", "Mobile Banking", "Ví điện tử",
                                 "QR Code", "Tiền mặt tại quầy điện lực", "Thu ngân viên"};
static const char *header[] = {"MA_KHANG", "TEN_KHANG", "DCHI_KHANG", "LOAI_KHANG", "KY", "THANG", "NAM",
                               "DIEN_TTHU", "TONG_TIEN", "ID_HDON", "NGAY_TTOAN", "KENH_THANH_TOAN"};

static int draw(int bound) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (int)((state >> 33) % (uint64_t)bound);
}

static void write_bill(lxw_worksheet *sheet, lxw_row_t row, lxw_format *date, lxw_format *amount) {
  char text[128];
  snprintf(text, sizeof text, "PA05DH%d", 1000000 + (int)row - 1);
  worksheet_write_string(sheet, row, 0, text, NULL);
  const char *family = families[draw(13)], *middle = middles[draw(10)], *given = givens[draw(20)];
  snprintf(text, sizeof text, "%s %s %s", family, middle, given);
  worksheet_write_string(sheet, row, 1, text, NULL);
  int house = draw(400) + 1;
  const char *street = givens[draw(20)];
  snprintf(text, sizeof text, "Số %d phố %s %d", house, street, draw(29) + 1);
  worksheet_write_string(sheet, row, 2, text, NULL);
  worksheet_write_string(sheet, row, 3, draw(3) < 2 ? "SH" : "KD", NULL);
  worksheet_write_string(sheet, row, 4, "1", NULL);
  worksheet_write_number(sheet, row, 5, draw(12) + 1, amount);
  worksheet_write_number(sheet, row, 6, 2024, amount);
  worksheet_write_number(sheet, row, 7, draw(890) + 10, amount);
  worksheet_write_number(sheet, row, 8, draw(2980000) + 20000, amount);
  snprintf(text, sizeof text, "HD%lld", 1000000000LL + draw(2000000000) * 4LL + draw(4));
  worksheet_write_string(sheet, row, 9, text, NULL);
  worksheet_write_number(sheet, row, 10, 45505 + draw(28), date);
  worksheet_write_string(sheet, row, 11, channels[draw(7)], NULL);
}

int main(int count, char **arguments) {
  if (count != 4) return 64;
  int rows = atoi(arguments[2]);
  lxw_workbook_options options = {.constant_memory = LXW_TRUE};
  lxw_workbook *book = workbook_new_opt(arguments[1], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(book, "HOADON");
  lxw_format *date = workbook_add_format(book), *amount = workbook_add_format(book);
  format_set_num_format(date, "dd/mm/yyyy");
  format_set_num_format(amount, "#,##0");
  int is_bills = strcmp(arguments[3], "bills") == 0;
  for (int column = 0; column < (is_bills ? 12 : 20); column++) {
    char name[8];
    snprintf(name, sizeof name, "x%d", column);
    worksheet_write_string(sheet, 0, column, is_bills ? header[column] : name, NULL);
  }
  for (int row = 1; row <= rows; row++) {
    if (is_bills) {
      write_bill(sheet, row, date, amount);
      continue;
    }
    for (int column = 0; column < 20; column++)
      worksheet_write_number(sheet, row, column, draw(2000000000) / 2000000000.0 * 1e6, NULL);
  }
  return workbook_close(book);
}
