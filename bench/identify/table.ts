import type { Report } from './report'

const share = (value: number) => (Number.isNaN(value) ? '-' : value.toFixed(3))

const columns: readonly (readonly [string, (report: Report) => string])[] = [
  ['strictAcc', ({ accuracy }) => share(accuracy.strictAccuracy)],
  ['strictRec', ({ accuracy }) => share(accuracy.strictRecall)],
  ['accuracy', ({ accuracy }) => share(accuracy.identificationAccuracy)],
  ['recall', ({ accuracy }) => share(accuracy.returningRecall)],
  ['linkPrec', ({ accuracy }) => share(accuracy.linkPrecision)],
  ['merges', ({ accuracy }) => share(accuracy.falseMergeRate)],
  ['1st merges', ({ accuracy }) => share(accuracy.firstVisitFalseMergeRate)],
  ['B3 P', ({ bCubed }) => share(bCubed.precision)],
  ['B3 R', ({ bCubed }) => share(bCubed.recall)],
  ['B3 F1', ({ bCubed }) => share(bCubed.f1)],
  ['avg d', ({ tracking }) => tracking.avgDays.toFixed(1)],
  ['max d', ({ tracking }) => tracking.maxDays.toFixed(1)],
  ['/oracle', ({ tracking }) => share(tracking.chainShare)],
  ['ids', ({ tracking }) => tracking.idsPerBrowser.toFixed(2)],
  ['owner', ({ tracking }) => share(tracking.ownership)],
  ['ECE', ({ calibration }) => (calibration ? share(calibration.ece) : '-')],
  ['Brier', ({ calibration }) => (calibration ? share(calibration.brier) : '-')],
  ['s', ({ seconds }) => seconds.toFixed(1)],
]

/** One line a linker. */
export function linkerTable(reports: readonly Report[]): string {
  return lines([
    ['', ...columns.map(([title]) => title)],
    ...reports.map((report) => [report.linker, ...columns.map(([, cell]) => cell(report))]),
  ])
}

/** One line a class of browsers or visits, for one linker. */
export function classTable({ byClass }: Report): string {
  return lines([
    ['', 'visits', 'browsers', 'strictAcc', 'strictRec', 'recall', 'linkPrec', 'merges'],
    ...Object.entries(byClass).map(([name, accuracy]) => [
      name,
      String(accuracy.visits),
      String(accuracy.browsers),
      share(accuracy.strictAccuracy),
      share(accuracy.strictRecall),
      share(accuracy.returningRecall),
      share(accuracy.linkPrecision),
      share(accuracy.falseMergeRate),
    ]),
  ])
}

/** Texts in columns: the first to the left, the others to the right. */
export function lines(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0
          return column === 0 ? cell.padEnd(width) : cell.padStart(width)
        })
        .join('  '),
    )
    .join('\n')
}
