import type { ClaimContext } from './claim-context.ts'
import type { Fit, Spoken } from './likeness.ts'
import { Likeness } from './likeness.ts'
import type { Shortcoming } from './plain-words.ts'
import { shortcomingIn } from './plain-words.ts'
import type { Proposal } from './proposal.ts'
import { OF_EACH } from './propose-deed.ts'
import type { RecordWording, Wording } from './wording.ts'

/** Proposes the recorded problem that words admit; null when unsure. */
export type ProblemProposer = (context: ClaimContext) => Proposal | null

/** A recorded problem, how it is short, and all that is said of it in plain words. */
interface Recorded {
  readonly record: RecordWording
  readonly ways: ReadonlySet<string>
  readonly all: string
}

/**
 * The problems of the year as reports admit them. What is short must be named almost whole, it must
 * be short in the same way (不及时 is no 不规范), and nothing may be said beside it that the record
 * does not say.
 */
export function problemProposer(wordings: readonly Wording[]): ProblemProposer {
  const likeness = new Likeness(spokenProblems(wordings))
  return ({ own, part, per, heading }) => {
    if (part !== null || per !== null || OF_LAST_YEAR.test(heading)) return null
    // What is recorded of some is no problem of all.
    if (OF_EACH.test(own) || /所有/.test(own)) return null
    const { words, ways } = shortcomingIn(own)
    const told = { own: words, told: words, carried: '', heading: '' }
    const fits = likeness
      .fits(told, ({ ways: known }) => isSame(known, ways))
      .filter(({ of: { all }, inAll, explained, unknown }) => {
        const isWhole = inAll >= floor.inAll && explained >= floor.explained
        return isWhole && unknown <= floor.unknown && saysNoMore(words, all)
      })
    const [best] = fits
    if (best === undefined) return null
    const isAlike = (fit: Fit<Recorded>) => fit.phrase === best.phrase
    const second = fits.find((fit) => !isAlike(fit))
    const lead = best.inAll + best.explained - ((second?.inAll ?? 0) + (second?.explained ?? 0))
    if (second !== undefined && lead < leadMin) return null
    const [id = '', ...alike] = fits.filter(isAlike).map(({ of }) => of.record.recordId)
    return { by: 'record', id, ...(alike.length === 0 ? {} : { alike }) }
  }
}

/** What became of last year's problems is said of records of last year. */
const OF_LAST_YEAR = /[上去]一?年度?[^，。；]{0,6}问题/

/** The recorded problems as they are spoken of. Several tell of one, each with all it says. */
function spokenProblems(wordings: readonly Wording[]): readonly Spoken<Recorded>[] {
  const known = new Map<string, Shortcoming>()
  const readOnce = (words: string): Shortcoming => {
    const read = known.get(words) ?? shortcomingIn(words)
    known.set(words, read)
    return read
  }
  return wordings.flatMap((of) =>
    'recordId' in of && of.kind === 'problem' ? [spoken(of, readOnce)] : [],
  )
}

function spoken(record: RecordWording, read: (words: string) => Shortcoming): Spoken<Recorded> {
  const { words, ways } = read(record.title)
  const says = record.says.map((one) => read(one).words)
  return {
    of: { record, ways, all: [words, ...says].join('\u3000') },
    phrases: [words],
    says,
  }
}

const leadMin = 0.04
const floor = { inAll: 0.7, explained: 0.8, unknown: 1 }

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((way) => other.has(way))
}

/** No number, no name and no further denial that the record does not have. */
function saysNoMore(words: string, all: string): boolean {
  const bare = words.replaceAll(/不(?=[全规时紧清足])/g, '')
  const numbers = words.match(/\d+/g) ?? []
  return (
    numbers.every((number) => all.includes(number)) &&
    (!DENIED.test(bare) || DENIED.test(all.replaceAll(/不(?=[全规时紧清足])/g, '')))
  )
}

const DENIED = /不|未|没|无/
