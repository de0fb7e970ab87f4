import { attestedText } from '../../duty/attested-text.ts'
import type { AskedWord } from '../../duty/requirements/requirement-kind.ts'
import { periodText, spanOf, yearOf } from '../../ledger/day/period.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { checkPeriod } from './check-period.ts'
import type { Brief } from './compute-figures.ts'
import { briefOf } from './compute-figures.ts'
import { obstacleTo } from './obstacle-to-attestation.ts'
import { attestedDuty, mayAttest } from './state-duty.ts'

/** What somebody should have before their eyes who is asked for their word. */
export interface WeighedAttestation {
  readonly duty: string
  readonly period: string
  /** The last day of the period: a word given before says nothing of the days to come. */
  readonly opensOn: string
  /** The role that is asked for it. */
  readonly by: string
  readonly mayGive: boolean
  /** Why it cannot be given now; null where it can. */
  readonly refusal: Label | null
  /** The one in force for the period, and whether a record contradicts it. */
  readonly given: {
    readonly record: string
    readonly person: string
    readonly givenOn: string
    readonly contradicted: boolean
  } | null
  /** Records of the figures that the duty names as its basis, in the period. */
  readonly speaksFor: readonly Brief[]
  readonly speaksAgainst: readonly Brief[]
  /** What speaks against it stands where the reader may not look. */
  readonly hidden: boolean
  readonly sentence: Label
  /** What the caller may be asked to say, about this period and nothing else. */
  readonly proposal: Label | null
}

/**
 * Gathers the records that speak for and against a duty in a period, before somebody gives their
 * word on it. Refuses with `duty.unknown`, `attestation.none-asked`, `period.form`.
 */
export async function weighAttestation(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  asked: { readonly duty: string; readonly period: string; readonly lang: Lang },
): Promise<WeighedAttestation> {
  const { duty: id, period, lang } = asked
  const { duty, asked: word } = attestedDuty(session, id)
  checkPeriod(period, ['query', 'period'])
  const book = await ports.yearBooks.of(session, yearOf(period))
  const incidents = book.incidents(id, period)
  const known = incidents.map((one) => book.record(one)).filter((one) => one !== null)
  const basis = [...new Set((word.basis ?? []).flatMap((one) => recordsOf(one)))]
  const found = basis.map((one) => book.record(one)).filter((one) => one !== null)
  const obstacle = obstacleTo(book, { duty, asked: word, period })
  const mayGive = mayAttest(session, word)
  const attested = book.attestation(id, period)
  return {
    duty: id,
    period,
    opensOn: spanOf(period).to,
    by: word.by,
    mayGive: mayGive && obstacle === null,
    refusal: obstacle?.text ?? (mayGive ? null : notNamed(session, word)),
    given: attested && {
      record: attested.record,
      person: attested.person,
      givenOn: attested.givenOn,
      contradicted: incidents.length > 0,
    },
    speaksFor: book.shown(found, lang).map(briefOf),
    speaksAgainst: book.shown(known, lang).map(briefOf),
    hidden: known.length < incidents.length,
    sentence: weighedText(period, { for: found.length, against: incidents.length }),
    proposal: attestedText(duty, period, { registers: book.pack, figures: book.pack.figures }),
  }

  function recordsOf(figure: string): readonly string[] {
    return book.figure(figure, period)?.records ?? []
  }
}

function notNamed({ pack }: Session, { by }: AskedWord): Label {
  const role = pack.roles.find(({ id }) => id === by)?.label
  const { zh, en } = role ?? { zh: by, en: by }
  return { zh: `应由${zh}确认。`, en: `It is for the ${en} to attest.` }
}

function weighedText(period: string, count: { for: number; against: number }): Label {
  const when = periodText(period)
  return {
    zh: `${when.zh}：可作依据的记录${count.for}条，与之不符的记录${count.against}条`,
    en: `${when.en}: ${count.for} that it can rest on, ${count.against} that say otherwise`,
  }
}
