import type { Label } from './label.ts'

/** Measure words that YAML may give bare (`unit: 次`), with their English. */
export const knownUnits: ReadonlyMap<string, Label> = new Map(
  [
    ['次', 'times'],
    ['人', 'people'],
    ['人次', 'attendances'],
    ['件', 'items'],
    ['个', 'items'],
    ['项', 'items'],
    ['条', 'items'],
    ['份', 'documents'],
    ['篇', 'papers'],
    ['期', 'issues'],
    ['场', 'sessions'],
    ['台', 'units'],
    ['家', 'bodies'],
    ['元', 'CNY'],
    ['天', 'days'],
    ['分钟', 'minutes'],
    ['小时', 'hours'],
    ['学时', 'class hours'],
    ['%', '%'],
  ].map(([zh = '', en = '']): [string, Label] => [zh, { zh, en }]),
)

/** The English unit for exactly one: `times` becomes `time`. */
export function singular(unit: string): string {
  if (unit === 'people') return 'person'
  if (unit === 'bodies') return 'body'
  return unit.endsWith('s') && !unit.endsWith('ss') ? unit.slice(0, -1) : unit
}
