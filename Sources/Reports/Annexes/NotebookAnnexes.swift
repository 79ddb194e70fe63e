internal import Records
internal import Sheets

/// The annexes of what a clerk keeps by hand.
extension AnnexBook {
  mutating func documents() -> FormCanvas {
    let documents = content.notebook.documents.sorted { $0.criterion < $1.criterion }
    return draw(
      words.documents,
      documents.enumerated().map { place, document in
        [
          number(place + 1), number(document.criterion), text(document.number),
          day(document.date), text(document.title), text(document.file),
          (document.sha256.map { .text($0) } ?? .empty, looks.small),
        ]
      })
  }

  mutating func plan() -> FormCanvas {
    draw(
      words.plan,
      content.notebook.plan.enumerated().map { place, task in
        [
          number(place + 1), text(task.task), day(task.due), day(task.done),
          text(state(of: task)), text(task.note),
        ]
      })
  }

  private func state(of task: Notebook.Task) -> String {
    switch task.state(on: content.report.day) {
    case .done: words.plan.word("done")
    case .doneLate(let days): words.plan.word("done-late", ["days": String(days)])
    case .late(let days): words.plan.word("late", ["days": String(days)])
    case .due: words.plan.word("due")
    case .open: words.plan.word("open")
    }
  }

  mutating func training() -> FormCanvas {
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
        text(""), day(nil), (.text(words.training.word("total")), looks.section), text(""),
        number(people), text(""),
      ])
    }
    return draw(words.training, rows)
  }

  mutating func models() -> FormCanvas {
    draw(
      words.models,
      content.notebook.models.enumerated().map { place, model in
        [
          number(place + 1), text(model.pho), text(model.model), day(model.since),
          text(model.state), text(model.note),
        ]
      })
  }

  mutating func places() -> FormCanvas {
    let places = content.notebook.places
    var rows = places.enumerated().map { number, place in
      [
        self.number(number + 1), text(place.place), centre(covered(place.covered[.before])),
        centre(covered(place.covered[.after])), text(place.note),
      ]
    }
    if !rows.isEmpty {
      let sums = [ReportColumn.before, .after].map { column in
        centre("\(places.count { $0.covered[column] == true })/\(places.count)")
      }
      rows.append(
        [text(""), (.text(words.places.word("total")), looks.section)] + sums + [text("")])
    }
    return draw(words.places, rows)
  }

  private func covered(_ covered: Bool?) -> String {
    words.places.word(covered.map { $0 ? "covered" : "not-covered" } ?? "unknown")
  }

  private func centre(_ text: String) -> (CellValue, CellStyle) { (.text(text), looks.cell) }
}
