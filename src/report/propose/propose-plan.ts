import type { Fit, Spoken } from './likeness.ts'
import { Likeness } from './likeness.ts'
import { plainWords } from './plain-words.ts'
import type { Proposal } from './proposal.ts'
import type { When } from './when-in.ts'
import { whenIn } from './when-in.ts'
import type { RecordWording, Wording } from './wording.ts'

/** Proposes what of next year's tasks and planned meetings words announce; null when unsure. */
export type PlanProposer = (own: string) => Proposal | null

/** A record of next year in plain words, and when and how often it is to be. */
interface Planned {
  readonly record: RecordWording
  readonly often: When['often']
  readonly all: string
}

/**
 * Tasks and meetings of the year after `year` as plans speak of them. The words must name almost
 * the whole of one and nothing that it does not say; that it is to be more often, or by another
 * day, than the ledger says makes them untrue.
 */
export function planProposer(wordings: readonly Wording[], year: number | null): PlanProposer {
  const next = (year ?? 0) + 1
  const likeness = new Likeness(
    wordings.flatMap((of) => ('recordId' in of && of.kind === 'plan' ? [spoken(of, next)] : [])),
  )
  return (own) => {
    if (year === null) return null
    const said = whenIn(own.replaceAll(ANNOUNCING, '\u3000'), next)
    const words = bare(said)
    const told = { own: words, told: words, carried: '', heading: '' }
    const fits = likeness
      .fits(told, () => true)
      .filter((fit) => isWhole(fit) && saysNoMore(words, fit.of))
    const [best, second] = fits
    if (best === undefined || said.stretch === 'unclear') return null
    const lead = best.inAll + best.explained - ((second?.inAll ?? 0) + (second?.explained ?? 0))
    return second !== undefined && lead < leadMin ? null : agreeing(best, said)
  }
}

function spoken(record: RecordWording, year: number): Spoken<Planned> {
  const { title, says, due } = record
  const { often } = whenIn(title, year)
  const [name = '', ...others] = [title, ...says].map((words) => bare(whenIn(words, year)))
  return {
    of: { record, often, all: plainWords([title, ...says].join('\u3000')) },
    // A meeting is known by its kind, better with what it is to be about; a task begins with what
    // is done, which may stand elsewhere (对文件实行核定).
    phrases:
      due === undefined
        ? [...others.filter((one) => one !== name).map((topic) => `${name} ${topic}`), name]
        : [name, `${name.slice(0, 2)} ${name.slice(2)}`],
    says: others,
  }
}

function bare({ rest }: When): string {
  return plainWords(rest.replaceAll('机制', ''))
}

/** Words that say that it is yet to be. */
const ANNOUNCING =
  /下一步|下步|下一阶段|接下来|今后|打算|(?<![草模])拟(?=[\u3400-\u9fff])(?!定)|初步|定[于在]|准备|争取|力争|将|再(?=[开召])|我们|从源头上?|[预事]先/g

const leadMin = 0.04
const floor = { inAll: 0.68, explained: 0.75, unknown: 1 }

function isWhole({ of: { record }, inAll, explained, unknown }: Fit<Planned>): boolean {
  // A kind of meeting is two or three characters, all of which are needed.
  const needed = record.due === undefined ? 0.99 : floor.inAll
  return inAll >= needed && explained >= floor.explained && unknown <= floor.unknown
}

/** No number and no denial that the record does not have. */
function saysNoMore(words: string, { all }: Planned): boolean {
  const numbers = words.match(/\d+/g) ?? []
  return numbers.every((number) => all.includes(number)) && DENIED.test(words) === DENIED.test(all)
}

const DENIED = /不(?![断忘漏])|未(?!来)|没|无(?!一)|取消|停止|暂缓/

/** The record where its time is the one that is said, or how it differs. */
function agreeing({ of: { record, often }, phrase }: Fit<Planned>, said: When): Proposal | null {
  const { recordId: id, due, day } = record
  const { stretch } = said
  if (stretch === 'unclear') return null
  if (due === undefined) {
    // A day alone makes it this meeting and no other.
    if (stretch === null || stretch.from.slice(0, 7) !== stretch.to.slice(0, 7)) return null
    if (stretch.from <= day && day <= stretch.to) return { by: 'record', id }
    return phrase.includes(' ') ? { by: 'record', id, differs: 'day' } : null
  }
  if (said.often !== null && often === null) return null
  if (said.often !== null && said.often !== often) return { by: 'record', id, differs: 'often' }
  if (stretch === null || (stretch.from <= due && due <= stretch.to)) return { by: 'record', id }
  return due > stretch.to ? { by: 'record', id, differs: 'due' } : null
}
