import { z } from 'zod'
import { addresseeStates } from '../../report/call/addressee-state.ts'
import { addresseesMax, askedKinds, linesMax } from '../../report/call/call.ts'
import { exact } from './exact.ts'
import { label } from './label.ts'
import { signingPasskey } from './passkey.ts'
import { day, id, moment, period } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const words = (max: number) => z.string().trim().max(max)
const orNull = (max: number) => words(max).nullable().default(null)

const item = z.strictObject({
  /**
   * Of a call that is written anew, which of its lines it was; null: a further one. A line of the
   * call above that is passed on stays as it is there.
   */
  item: id.nullable().default(null),
  label: words(100).min(1),
  kind: z.enum(askedKinds),
  figure: id.nullable().default(null),
  unit: orNull(20),
  choices: orNull(300),
  again: orNull(300),
})

/** POST /api/v1/calls */
export const callBody = z.strictObject({
  title: words(120).min(1),
  basis: orNull(200),
  clause: orNull(100),
  period,
  due: day,
  ends: day.nullable().default(null),
  note: orNull(2_000),
  items: z.array(item).min(1).max(linesMax),
  /** Records of the bodies below; null: all of them. */
  to: z.array(z.uuid()).min(1).max(addresseesMax).nullable().default(null),
})
export type CallBody = ViewOf<typeof callBody>

/** GET /api/v1/subordinates: a body below that is in force, in the official order. */
export const bodyBelowView = z.strictObject({
  id: z.string(),
  name: z.string(),
  isWithoutLog: z.boolean(),
})
export type BodyBelowView = ViewOf<typeof bodyBelowView>

const itemView = z.strictObject({
  item: z.string(),
  label: z.string(),
  kind: z.enum(askedKinds),
  figure: z.string().nullable(),
  definition: z.string().nullable(),
  unit: z.string().nullable(),
  choices: z.array(z.string()),
  again: z.string().nullable(),
})

/** What a call asks, for whoever sends it and for whoever takes it. */
const callView = z.strictObject({
  title: z.string(),
  basis: z.string().nullable(),
  clause: z.string().nullable(),
  period: z.string(),
  due: z.string(),
  ends: z.string().nullable(),
  note: z.string().nullable(),
  items: z.array(itemView),
  to: z.array(z.string()).nullable(),
  above: z.string().nullable(),
})

const addressee = z.strictObject({
  id: z.string(),
  name: z.string(),
  isWithoutLog: z.boolean(),
  state: z.enum(addresseeStates),
  isOverdue: z.boolean(),
  /** Its first answer came after the day. */
  isLate: z.boolean(),
  takenOn: z.string().nullable(),
  answer: z.string().nullable(),
  answers: z.int(),
})
export type AddresseeView = ViewOf<typeof addressee>

const total = z.strictObject({
  item: z.string(),
  sum: z.number().nullable(),
  numbers: z.int(),
  others: z.int(),
  missing: z.int(),
  unproved: z.int(),
  inSheets: z.int(),
  belowAnswered: z.int(),
  belowMissing: z.int(),
})

/** GET /api/v1/calls/{id}/addressees: a page of bodies; `next` begins the one behind it. */
export const addresseePage = z.strictObject({
  addressees: z.array(addressee),
  next: z.string().nullable(),
})
export type AddresseePageView = ViewOf<typeof addresseePage>

const standing = {
  /** Bodies that are asked, and how many of them stand where. */
  asked: z.int(),
  states: z.partialRecord(z.enum(addresseeStates), z.int()),
  /** Past the day with nothing sent. */
  overdue: z.int(),
}

const steps = z.enum(['prepared', 'issued', 'withdrawn'])

/** GET /api/v1/calls: calls of ours, the newest first; `next` begins the page behind. */
export const callsPage = z.strictObject({
  calls: z.array(
    z.strictObject({
      id: z.string(),
      step: steps,
      title: z.string(),
      period: z.string(),
      due: z.string(),
      /** Null until it was signed. */
      standing: z.strictObject(standing).nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type CallsPageView = ViewOf<typeof callsPage>

/** GET /api/v1/calls/{id}: a call of ours, where bodies stand, what was collected. */
export const sentCallView = z.strictObject({
  id: z.string(),
  version: z.int(),
  step: steps,
  on: z.string(),
  urged: z.int(),
  urgedOn: z.string().nullable(),
  /** Why nobody is urged now; null: they may be, while the call is issued. */
  urgeRest: z.enum(['ended', 'today', 'often']).nullable(),
  call: callView,
  /** Records of the bodies that it names; null: every body below. */
  units: z.array(z.string()).nullable(),
  /** The call of the body above that it passes on, as it was taken; null: it is our own. */
  above: z.strictObject({ taken: z.string(), sender: z.string(), call: callView }).nullable(),
  ...standing,
  /** The first page of them. */
  addressees: z.array(addressee),
  next: z.string().nullable(),
  totals: z.array(total),
})
export type SentCallView = ViewOf<typeof sentCallView>

/** A step of a call. */
export const callStep = z.strictObject({ id: z.string(), version: z.int(), receipt: z.string() })
export type CallStep = ViewOf<typeof callStep>

/** POST /api/v1/calls/{id}/sheets: a sheet that was received. */
export const receivedSheet = z.strictObject({
  id: z.string(),
  /** Whose it is. */
  name: z.string(),
  receipt: z.string(),
})
export type ReceivedSheetView = ViewOf<typeof receivedSheet>

const faultView = z.strictObject({ code: z.string(), text: label, hint: label })

/** POST /api/v1/calls/{id}/fetch */
export const fetchedView = z.strictObject({
  acknowledged: z.int(),
  received: z.int(),
  /** Answers from below that we asked for: handed on, and declined. */
  handed: z.int(),
  declined: z.int(),
  refused: z.array(z.strictObject({ name: z.string(), faults: z.array(faultView) })),
})
export type FetchedView = ViewOf<typeof fetchedView>

/** GET /api/v1/calls/{id}/collected: what bodies said to one thing, a page of them in order. */
export const collectedView = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    isCorrected: z.boolean(),
    row: z
      .strictObject({
        record: z.string(),
        step: z.string(),
        value: z.number().nullable(),
        said: z.string().nullable(),
        verdict: z.string(),
        below: z.number().nullable(),
        answered: z.int().nullable(),
        lacking: z.int().nullable(),
        size: z.int(),
        root: z.string(),
        entry: z.int(),
      })
      .nullable(),
  }),
)
export type CollectedView = ViewOf<typeof collectedView>

/** GET /api/v1/collected: what was received before of a figure and period. */
export const beforeView = z.array(
  z.strictObject({
    figure: z.string(),
    call: z.string(),
    title: z.string(),
    bodies: z.int(),
  }),
)
export type BeforeView = ViewOf<typeof beforeView>

/** A sealed call that waits to be taken. */
export const offeredCall = z.strictObject({
  digest: z.string(),
  sender: label,
  recordedAt: moment,
  /** The passkey of its signer; null: it was signed without one. */
  signedBy: signingPasskey.nullable(),
  call: callView,
  /** The text of the sealed file, which taking it sends back. */
  sealed: z.string(),
})
export type OfferedCall = ViewOf<typeof offeredCall>

/** POST /api/v1/calls-taken */
export const takeBody = z.strictObject({
  sealed: exact(z.string().max(2_000_000)),
  owner: z.string().max(64).nullable().default(null),
})

/** GET /api/v1/calls-taken: a call that was taken, with the reports that answer it. */
export const takenCallView = z.strictObject({
  id: z.string(),
  sender: label,
  takenOn: z.string(),
  digest: z.string(),
  call: callView,
  answers: z.array(
    z.strictObject({
      draft: z.string(),
      step: z.string().nullable(),
      isCorrection: z.boolean(),
      /** To whom whoever counted it handed it on, and on what day. */
      handedTo: z.array(z.strictObject({ name: z.string(), on: z.string() })),
    }),
  ),
  /** Past its day, and no answer was sent that stands. */
  isOverdue: z.boolean(),
  /** The call of ours that passes it on; and whether anybody is below who could be asked. */
  passedOn: z.string().nullable(),
  canPassOn: z.boolean(),
})
export type TakenCallView = ViewOf<typeof takenCallView>

/** GET /api/v1/call-taking: whether the unit's own job takes calls, and who may switch it. */
export const takingView = z.strictObject({ on: z.boolean(), maySwitch: z.boolean() })
export type TakingView = ViewOf<typeof takingView>
