internal import GRDB

/// The tables of the ledger, and how an older file becomes a current one.
///
/// Nothing is ever updated or deleted; triggers see to it, also against other programs. Days are
/// integers of the form 20240803 and months of the form 202408; amounts are đồng.
enum LedgerSchema {
  /// The mark of our files in SQLite's header: the letters `BKHG`.
  ///
  /// - Source: sqlite.org/fileformat2.html, section 1.3.9: bytes 68 to 71.
  static let applicationID = 0x424B_4847

  /// The migrations, oldest first.
  ///
  /// One that was released is never changed again. A file of version 1 keeps its records under
  /// other names until ``EarlierLedger`` has entered them anew.
  static let migrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1", foreignKeyChecks: .immediate) { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: version1)
    }
    migrator.registerMigration("v2") { database in
      for table in version1Tables {
        for verb in ["update", "delete"] {
          try database.execute(sql: "DROP TRIGGER \(table)_no_\(verb)")
        }
        let isUsed = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(table))")
        let fate = isUsed == true ? "ALTER TABLE \(table) RENAME TO v1_\(table)" : nil
        try database.execute(sql: fate ?? "DROP TABLE \(table)")
      }
      try database.execute(sql: "DROP INDEX IF EXISTS sighting_of_record")
      try database.execute(sql: version2)
      for table in version2AppendOnly { try database.execute(sql: appendOnly(table)) }
      try database.execute(sql: version2Erasable)
    }
    migrator.registerMigration("v3") { database in
      for table in version3Rebuilt {
        try database.execute(sql: version3Rebuild(table))
        try database.execute(sql: appendOnly(table))
      }
      try database.execute(sql: version3Erasable)
    }
    migrator.registerMigration("v4") { database in
      try database.execute(sql: version4)
      for table in version4AppendOnly { try database.execute(sql: appendOnly(table)) }
    }
    return migrator
  }()

  /// Refuses changes to what stands in a table.
  private static func appendOnly(_ table: String) -> String {
    ["UPDATE", "DELETE"].map { verb in
      """
      CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
      BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

      """
    }.joined()
  }
}
