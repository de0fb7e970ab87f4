import { writeWorkbook } from '../src/adapters/sheet/write-sheet.ts'
import type { Sizes } from './bench-options.ts'
import type { Line } from './bench-table.ts'
import { rate } from './bench-table.ts'
import type { BenchUnit } from './bench-unit.ts'
import type { Target } from './load.ts'
import { openAsker } from './load.ts'
import { median, timed } from './measure.ts'

const perSecondMin = 3_500
const kinds = 'activity-kinds'
const days = 28

/** Excel files of activities as an office keeps them, no row like another, one for each round. */
export async function sheetsOfActivities(
  { session, today }: BenchUnit,
  { imported, rounds }: Sizes,
): Promise<readonly Uint8Array[]> {
  const [kind] = session.pack.lists.get(kinds) ?? []
  if (kind === undefined) throw new Error(`the pack has no list ${kinds}`)
  const lastYear = Number(today.slice(0, 4)) - 1
  const sheets: Uint8Array[] = []
  for (let round = 0; round < rounds; round++) {
    const rows = Array.from({ length: imported }, (_, nth) => {
      const day = `${1 + (nth % days)}`.padStart(2, '0')
      const name = `第${round + 1}批第${nth + 1}次主题党日`
      return [kind.label.zh, `${lastYear}-03-${day}`, name, 5 + (nth % 60)]
    })
    const header = ['类型', '开展日期', '名称', '参加人数']
    sheets.push(await writeWorkbook({ name: '主题党日台账', header, rows }))
  }
  return sheets
}

/** Imports each file by one request, from the first byte of the file to the answer. */
export async function measureSheets(
  taizhang: Target,
  { sheets, imported }: { sheets: readonly Uint8Array[]; imported: number },
): Promise<Line> {
  const asker = openAsker(taizhang)
  const rates: number[] = []
  try {
    for (const sheet of sheets) {
      const path = '/api/v1/registers/activity/import?alike=add'
      const { ms, value } = await timed(() => asker.send<{ added: number }>(path, sheet))
      if (value.added !== imported) throw new Error(`${value.added} rows of ${imported} were added`)
      rates.push((imported * 1000) / ms)
    }
  } finally {
    asker.close()
  }
  const perSecond = median(rates)
  return {
    step: `import of ${imported.toLocaleString('en')} rows over HTTP, an Excel file`,
    taizhang: rate(perSecond),
    limit: '',
    ratio: '',
    target: `≥ ${rate(perSecondMin)}`,
    met: perSecond >= perSecondMin,
  }
}
