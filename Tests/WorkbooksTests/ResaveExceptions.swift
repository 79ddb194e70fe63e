/// Files of the corpus that LibreOffice changes when it saves them, by what it does to them.
///
/// Found by comparing, and looked at by example; whatever is not here must come back the same.
enum ResaveExceptions {
  /// LibreOffice does not open them, or did not in one run with others.
  private static let refused = [
    "ExcelDataReader__Test_git_issue_301_IgnoreCase.xlsx",
    "PhpSpreadsheet__corruptMeta.ods",
    "calamine__issue_530.xlsx",
    "openspout__sheet_with_various_spaces.ods",
  ]

  /// sheets that LibreOffice names otherwise, leaves out or makes anew: names that it cannot have,
  /// no sheet at all, pivot tables, sheets of macros.
  private static let sheets = [
    "IronCalc__missing_r_on_row.xlsx",
    "calamine__pivots.xlsx",
    "odftoolkit__default_namespace.ods",
    "odftoolkit__empty_as_can_be.ods",
    "poi__sample-beta.xlsx",
    "test_files__formula_stress_test.xlsx",
  ]

  /// formulas in a language of their own (KSpread, StarCalc), of data tables and arrays, with
  /// arguments that LibreOffice adds.
  private static let formulas = [
    "ClosedXML__multi-table.xlsx",
    "ClosedXML__simple-cell-changes.xlsx",
    "PhpSpreadsheet__issue.4528.ods",
    "fastexcel__rels.xlsx",
    "odfpy__pythagoras-kspread.ods",
    "odftoolkit__ST_Formulas.ods",
    "odftoolkit__content_formula_import_xml_MSO15.ods",
    "poi__59746_NoRowNums.xlsx",
    "readxl__dates-leap-year-1900-xlsx.xlsx",
    "roo__simple_spreadsheet.ods",
    "test_files__formula_stress_test.ods",
    "test_files__wtf_path.xlsx",
    "test_files__xlsx-stream-d-date-cell.xlsx",
    "tidyxl__examples-gnumeric.xlsx",
    "tidyxl__xfd1048576.xlsx",
  ]

  /// values that LibreOffice computes or reads otherwise: functions that it lacks, errors of its
  /// own, times past midnight, white space.
  private static let values = [
    "ExcelDataReader__TestOpen.xlsx",
    "IronCalc__TEXTSPLIT.xlsx",
    "PhpSpreadsheet__OOCalcTest.ods",
    "XlsxWriter__dynamic_array01.xlsx",
    "calamine__date_iso.xlsx",
    "calamine__errors.xlsx",
    "excel-streaming-reader__numbers.strict.xlsx",
    "odftoolkit__format_cell_import_xml_MSO15.ods",
    "odftoolkit__pivottable_datasource_import_xml_MSO15.ods",
    "openspout__sheet_with_invalid_date_time.ods",
    "openspout__sheet_with_whitespaces_as_xml.ods",
    "openxlsx-data__gh_issue_504.xlsx",
    "pyexcel-ods__12_day_as_time.ods",
    "readxl__missing-v-node-xlsx.xlsx",
    "test_files__comments_stress_test.ods",
    "test_files__metadata_2019.xlsx",
    "test_files__number_format.ods",
  ]

  /// names that count from a cell: LibreOffice writes another sheet; names of one sheet alone.
  private static let names = [
    "PhpSpreadsheet__DefinedNames.ods",
    "calamine__issues.ods",
    "calamine__richtext_issue.ods",
    "odftoolkit__content_datavalidation_import_xml_MSO15.ods",
    "odftoolkit__format_condition_import_xml_MSO15.ods",
    "test_files__defined_names_unicode.ods",
  ]

  /// looks that LibreOffice gives otherwise: no styles at all, typefaces by theme, lines shared
  /// with a neighbour or a table, values whose format follows from their type.
  private static let looks = [
    "ClosedXML__InvalidColors.xlsx",
    "ExcelDataReader__Test_Issue_NoStyles_NoRAttribute.xlsx",
    "ExcelDataReader__Test_git_issue_283_TimeSpan.xlsx",
    "SODS__metadataWithDtd.ods",
    "calamine__inlineStr_cdata.xlsx",
    "calamine__issue_261.xlsx",
    "calamine__rph.xlsx",
    "calamine__special_cells.ods",
    "calamine__whitespace_trim.xlsx",
    "exceljs__test-row-styles.xlsx",
    "messytables__ods_formats.ods",
    "odftoolkit__attributes.ods",
    "odftoolkit__styled-all-bold-large-gap.ods",
    "openspout__sheet_with_all_cell_types.ods",
    "openspout__sheet_with_hyperlinks.ods",
    "poi__style-alternate-content.xlsx",
    "readxl__no-styles-or-sharedStrings-parts.xlsx",
    "readxl__sheet-xml-lookup.xlsx",
    "roo__numbers-export.xlsx",
    "roo__x000D.xlsx",
    "test_files__threaded_comments_none.xlsx",
    "vn_mb_semicolon_utf8.ods",
    "xsv__numbers6-worksheets.xlsx",
  ]

  /// widths of fewer than three columns: too few to tell what a digit of another font measures.
  private static let widths = ["calamine__number_rows_repeated.ods"]

  /// pictures that stand on the page: LibreOffice names the cell under them, we the first one.
  private static let pictures = ["tika__testODSMacro.ods"]

  /// All of them.
  static let all = Set(
    refused + sheets + formulas + values + names + looks + widths + pictures)
}
