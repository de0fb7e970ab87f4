import type { Asserted } from '../../duty/requirements/requirement-kind.ts'
import type { ReadClaim } from '../read/reading.ts'
import type { ClaimContext } from './claim-context.ts'
import { floors, likeliest } from './likeliest.ts'
import type { Likeness, Words } from './likeness.ts'
import type { Proposal } from './proposal.ts'
import { isTimely, OF_EACH, YEAR } from './propose-deed.ts'
import { asDone, saysUndone } from './senses.ts'
import { smallNumber } from './small-number.ts'
import type { Wording } from './wording.ts'
import { isOnce, mannerOf } from './wording.ts'

/** 尚未完成, 有3项没有按时办结: said of a duty that is not kept. */
export function proposeUndone(
  { kind, quantity }: ReadClaim,
  context: ClaimContext,
  likeness: Likeness<Wording>,
): Proposal | null {
  const { ofSome, part, per, own, days } = context
  if (ofSome || part === 'other' || part === 'last' || per === 'other') return null
  const short = quantity?.value ?? null
  if (kind === 'count') {
    const [before = '', after = ''] = own.split('\u3000').slice(-2)
    // 没有完成3项 may mean that there was less, or more.
    if (short === null || quantity?.comparator !== '=') return null
    if (saysUndone(before) || !saysUndone(after)) return null
  } else if (/\d/.test(own.replaceAll(YEAR, ''))) {
    return null
  }
  const words = wordsDone(kind === 'problem' ? ofClause(context) : context)
  const fits = likeness.fits(words, (of) => mayBeUndone(of, { ...context, own: words.own, short }))
  const [duty] = likeliest(fits, floors.undone, { ...context, ...words })
  if (duty === undefined || !('dutyId' in duty)) return null
  const window = mannerOf(duty) === 'each' ? null : part
  const undone = { short, window, days: days ?? [] }
  return { by: 'duty', id: duty.dutyId, figure: null, all: null, undone }
}

/** Of a problem told in several clauses the one that says what was not done. */
function ofClause(context: ClaimContext): ClaimContext {
  const own = context.own.split('，').find(saysUndone) ?? context.own
  return { ...context, own, told: own }
}

/** 除2人外均…: a duty of everyone, or of each, that so many did not keep. */
export function proposeExcepted(
  context: ClaimContext,
  likeness: Likeness<Wording>,
): Proposal | null {
  const [found = '', number = ''] = EXCEPT.exec(context.own) ?? []
  const short = smallNumber(number)
  const { per, part, days } = context
  if (short === null || part !== null || days !== null) return null
  const clause = context.carried.split('，').findLast((one) => one !== '') ?? ''
  const own = context.own.replace(found, '\u3000')
  const words = { own: `${clause}${own}`, told: own, carried: '', heading: context.heading }
  const may = (of: Wording) =>
    'dutyId' in of &&
    (mannerOf(of) === 'each' ||
      (mannerOf(of) === 'everyone' && of.asserted.per === (per ?? 'year')))
  const [duty] = likeliest(likeness.fits(words, may), floors.excepted, { ...context, ...words })
  if (duty === undefined || !('dutyId' in duty)) return null
  const undone = { short, window: null, days: [] }
  return { by: 'duty', id: duty.dutyId, figure: null, all: null, undone }
}

/** Whether words say that all but so many did something. */
export function saysExcepted(own: string): boolean {
  return EXCEPT.test(own)
}

const EXCEPT =
  /除了?([\d一二两三四五六七八九十]{1,3})[人名个项件台次条位][\u3400-\u9fff]{0,4}外，?(?:其余|其他)?(?=[^，。；]*(?:均|都|全部))/

/** The words of what was to be done; where the claim only says that it was not, those before it. */
function wordsDone(context: ClaimContext): Words {
  const own = asDone(context.own)
  if (!isBare(own)) return { ...context, own, told: asDone(context.told) }
  const { carried, heading } = context
  const clauses = carried.split('，')
  const from = clauses.findLastIndex((clause) => !isBare(clause))
  const meant = clauses.slice(Math.max(0, from)).join('，')
  return { own: `${meant}${own}`, told: meant, carried: '', heading }
}

/** Says that something was or was not done, and not what. */
function isBare(words: string): boolean {
  return words.replaceAll(BARELY, '').replaceAll(/[^\u3400-\u9fff]/g, '').length <= 1
}

const BARELY =
  /达到|规定|要求|次数|时限|按[时期]|如期|完成|其中|仍|还|有|的|[\d一二三四五六七八九十两]+|[人项个件名次条]/g

function mayBeUndone(
  of: Wording,
  { per, part, timing, own, days, short }: ClaimContext & { readonly short: number | null },
): boolean {
  if (!('dutyId' in of)) return false
  const { manner: how, per: owed } = of.asserted
  const isInTime = timing !== null || IN_TIME.test(own)
  switch (how) {
    case 'timely':
      return isInTime && per === null && isTimely(of.asserted, { timing, part })
    case 'each':
      // Days say more exactly when it was than a part of the year somewhere before.
      return (part === null || days !== null) && per === null
    case 'everyone':
      if (part !== null || owed !== (per ?? 'year')) return false
      return short !== null ? of.asserted.ofOffices !== true : OF_EACH.test(own)
    case 'often':
      if (short !== null || isInTime) return false
      return part === null ? per === owed : windowOf(part) === owed
    case 'done':
      return isOnce(of) && short === null && part === null && per === null && !isInTime
    default:
      return false
  }
}

const IN_TIME = /按[时期]|如期|时限|期限|实施前|前完成/

function windowOf(part: string): Asserted['per'] {
  if (part.startsWith('Q')) return 'quarter'
  return part.startsWith('H') ? 'half-year' : 'month'
}
