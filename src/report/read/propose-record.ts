import type { Proposal } from './proposal.ts'
import type { ClaimContext } from './propose-context.ts'
import { OF_EACH } from './propose-deed.ts'
import type { Likeness } from './propose-likeness.ts'
import { floors, leadMin } from './propose-likely.ts'
import type { Find } from './propose-likely.ts'
import type { RecordWording, Wording } from './wording.ts'

/** A record is meant where its title is named and everything else that is said stands in it. */
export function proposeRecord(
  kind: RecordWording['kind'],
  year: number | null,
  context: ClaimContext,
  likeness: Likeness<Wording>,
): Proposal | null {
  const day = kind === 'event' ? dayIn(context.own, year) : null
  if (kind === 'event' && day === null) return null
  // What became of last year's problems is said of records of last year.
  if (kind === 'problem' && /[上去]一?年度?[^，。；]{0,6}问题/.test(context.heading)) return null
  const fits = likeness
    .fits(context, (of) => 'recordId' in of && of.kind === kind && (day === null || of.day === day))
    .filter(({ of, inAll, explained }) => {
      const { covered, explained: floor } = floors.record
      return inAll >= covered && explained >= floor && 'recordId' in of && hasNames(of, context)
    })
  const [best, second] = fits
  if (best === undefined || !('recordId' in best.of)) return null
  const lead = best.inAll + best.explained - ((second?.inAll ?? 0) + (second?.explained ?? 0))
  return second === undefined || lead >= leadMin ? { by: 'record', id: best.of.recordId } : null
}

/** Every number and name of the claim stands in the record too: a day, a share, a title. */
function hasNames({ title, says, day }: RecordWording, { own }: ClaimContext): boolean {
  const said = [title, ...says, day].join('\u3000')
  const numbers = new Set((said.match(/\d+/g) ?? []).map(Number))
  const named = [...own.matchAll(NAMED)].map(([, one = '', other = one]) => other || one)
  return (
    (own.match(/\d+/g) ?? []).every((digits) => numbers.has(Number(digits))) &&
    named.every((name) => said.includes(name))
  )
}

const NAMED = /《([^《》]+)》|“([^“”]+)”/g

/** 8月25日组织开展自查: of what a figure counts there is something on that day. */
export function proposeOnDay(
  year: number | null,
  context: ClaimContext,
  find: Find,
): Proposal | null {
  const { own, ofSome, per } = context
  const day = dayIn(own, year)
  if (day === null || ofSome || per !== null || OF_EACH.test(own)) return null
  if (/\d/.test(own.replace(DAY, ''))) return null
  const [figure] = find((of) => 'figureId' in of && of.bears.includes('exists'), floors.list)
  return figure !== undefined && 'figureId' in figure
    ? { by: 'onDay', id: figure.figureId, day }
    : null
}

const DAY = /(?:(20\d{2})年)?(\d{1,2})月(\d{1,2})日/

function dayIn(own: string, year: number | null): string | null {
  const [, named = year, month, day] = DAY.exec(own) ?? []
  if (named === null || month === undefined || day === undefined) return null
  return `${named}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
