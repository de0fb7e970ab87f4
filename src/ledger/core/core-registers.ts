import type { FieldKindName } from '../register/register.ts'
import type { Value, Values } from '../value.ts'

/** A register that the program itself writes and reads, and the fields that it needs there. */
export interface CoreRegister {
  readonly id: string
  readonly fields: Readonly<Record<string, FieldKindName>>
  /** Those of them that came later: a pack that was adopted before has none of them. */
  readonly later: readonly string[]
  /** The kind that some had in packs adopted before, with the same values. */
  readonly formerly: Readonly<Record<string, FieldKindName>>
}

function declare<const Id extends string, const Fields extends CoreRegister['fields']>(
  id: Id,
  fields: Fields,
  later: readonly (keyof Fields & string)[] = [],
  formerly: CoreRegister['formerly'] = {},
) {
  const names = Object.fromEntries(Object.keys(fields).map((name) => [name, name])) as {
    readonly [Name in keyof Fields]: Name
  }
  return { id, fields, later, formerly, names }
}

/** A year that was shown as a number is, `2,025`. */
const yearFormerly = { year: 'number' } as const

/** What a call asks, in the log of whoever sends it and of whoever takes it. */
const asked = {
  title: 'text',
  basis: 'text',
  clause: 'text',
  period: 'text',
  due: 'date',
  ends: 'date',
  note: 'longText',
  items: 'rows',
} as const

/** What a duty list says, in the log of whoever sends it and of whoever takes it. */
const listed = {
  title: 'text',
  basis: 'text',
  clause: 'text',
  from: 'date',
  ends: 'date',
  note: 'longText',
  items: 'rows',
  ungrounded: 'number',
} as const

/**
 * The registers of `packs/core`, which every pack extends: who is who, and words and steps that an
 * action of the program writes. No other register may stand in for one of them, so they are asked
 * by name and play no role; this is the one file that says the names. The pack checker holds the
 * fields to what stands here.
 */
export const core = {
  person: declare('person', { name: 'text', since: 'date' }),
  office: declare('office', {
    name: 'text',
    kind: 'choice',
    parent: 'office',
    since: 'date',
    until: 'date',
  }),
  post: declare('post', {
    person: 'person',
    office: 'office',
    title: 'text',
    role: 'choice',
    from: 'date',
    to: 'date',
  }),
  membership: declare('membership', {
    person: 'person',
    roles: 'choices',
    from: 'date',
    to: 'date',
  }),
  merge: declare('merge', { person: 'person', into: 'person', from: 'date', reason: 'text' }),
  assignment: declare('assignment', {
    year: 'text',
    duty: 'choice',
    office: 'office',
    person: 'person',
    supervisor: 'person',
    withOffices: 'offices',
    setOn: 'date',
  }),
  attestation: declare('attestation', {
    duty: 'choice',
    period: 'text',
    text: 'text',
    person: 'person',
    givenOn: 'date',
    standingInFor: 'person',
  }),
  statement: declare('statement', {
    duty: 'choice',
    period: 'text',
    office: 'office',
    state: 'choice',
    reason: 'text',
    person: 'person',
    statedOn: 'date',
  }),
  baseline: declare(
    'baseline',
    { figure: 'choice', year: 'year', number: 'number', source: 'text', enteredOn: 'date' },
    [],
    yearFormerly,
  ),
  standIn: declare('stand-in', {
    person: 'person',
    deputy: 'person',
    from: 'date',
    to: 'date',
    authorisedBy: 'text',
    grantedBy: 'person',
  }),
  report: declare(
    'report',
    {
      name: 'text',
      template: 'text',
      year: 'year',
      step: 'choice',
      on: 'date',
      draft: 'text',
      revision: 'number',
      tree: 'text',
      wording: 'text',
      drafters: 'people',
      reviewer: 'person',
      signer: 'person',
      digest: 'text',
      checkpoint: 'number',
      passkey: 'record',
      assertion: 'longText',
      file: 'text',
      sentTo: 'text',
      receipt: 'longText',
      reasons: 'longText',
      replaces: 'record',
      answers: 'record',
    },
    ['answers'],
    yearFormerly,
  ),
  override: declare('override', {
    report: 'text',
    claim: 'text',
    words: 'longText',
    state: 'choice',
    reason: 'longText',
    person: 'person',
    on: 'date',
  }),
  receivedReport: declare(
    'received-report',
    {
      sender: 'text',
      title: 'text',
      year: 'year',
      receivedOn: 'date',
      step: 'choice',
      reasons: 'longText',
      settledBy: 'person',
      digest: 'text',
      corrects: 'record',
      file: 'text',
      log: 'text',
      checkpoint: 'number',
      root: 'text',
      claims: 'text',
      verdicts: 'text',
      cosignature: 'text',
      witness: 'text',
      call: 'record',
      body: 'record',
      period: 'text',
      collected: 'rows',
      passkey: 'record',
      assertion: 'longText',
    },
    ['verdicts', 'call', 'body', 'period', 'collected', 'passkey', 'assertion'],
    yearFormerly,
  ),
  subordinate: declare(
    'subordinate',
    {
      place: 'number',
      name: 'text',
      short: 'text',
      log: 'text',
      key: 'text',
      from: 'date',
      to: 'date',
    },
    ['short'],
  ),
  call: declare(
    'call',
    {
      ...asked,
      addressees: 'rows',
      above: 'text',
      step: 'choice',
      on: 'date',
      urged: 'number',
      urgedOn: 'date',
      preparedBy: 'person',
      signer: 'person',
      passkey: 'record',
      assertion: 'longText',
    },
    ['above', 'passkey', 'assertion'],
  ),
  callTaken: declare('call-taken', {
    ...asked,
    sender: 'text',
    takenOn: 'date',
    call: 'text',
    digest: 'text',
    file: 'text',
    log: 'text',
    checkpoint: 'number',
    root: 'text',
    cosignature: 'text',
    witness: 'text',
  }),
  callAcknowledged: declare('call-acknowledged', {
    call: 'record',
    name: 'text',
    log: 'text',
    takenOn: 'date',
    entry: 'number',
    receipt: 'longText',
  }),
  answerAsked: declare('answer-asked', {
    answer: 'record',
    sender: 'text',
    log: 'text',
    call: 'text',
    body: 'text',
    source: 'text',
    digest: 'text',
    reason: 'longText',
    askedOn: 'date',
    askedBy: 'person',
    step: 'choice',
    reasons: 'longText',
    decidedOn: 'date',
    entry: 'number',
    receipt: 'longText',
    file: 'text',
  }),
  answerHanded: declare('answer-handed', {
    asked: 'text',
    asker: 'text',
    log: 'text',
    call: 'record',
    answer: 'record',
    body: 'text',
    source: 'text',
    digest: 'text',
    reason: 'longText',
    step: 'choice',
    reasons: 'longText',
    decidedOn: 'date',
    decidedBy: 'person',
  }),
  dutyList: declare('duty-list', {
    ...listed,
    addressees: 'rows',
    step: 'choice',
    on: 'date',
    preparedBy: 'person',
    signer: 'person',
    passkey: 'record',
    assertion: 'longText',
  }),
  dutyListTaken: declare(
    'duty-list-taken',
    {
      ...listed,
      sender: 'text',
      takenOn: 'date',
      replacedOn: 'date',
      list: 'text',
      digest: 'text',
      entry: 'number',
      file: 'text',
      log: 'text',
      checkpoint: 'number',
      root: 'text',
      cosignature: 'text',
      witness: 'text',
      tells: 'yesNo',
    },
    ['tells'],
  ),
  dutyListAcknowledged: declare('duty-list-acknowledged', {
    list: 'record',
    name: 'text',
    log: 'text',
    digest: 'text',
    takenOn: 'date',
    entry: 'number',
    receipt: 'longText',
    said: 'rows',
  }),
  dutyDone: declare('duty-done', {
    duty: 'choice',
    on: 'date',
    what: 'text',
    office: 'office',
  }),
  passkey: declare('passkey', {
    person: 'person',
    name: 'text',
    credential: 'longText',
    algorithm: 'text',
    publicKey: 'text',
    rpId: 'text',
    registeredOn: 'date',
  }),
  naming: declare('naming', {
    list: 'text',
    item: 'text',
    name: 'longText',
    nameEn: 'text',
    serves: 'text',
    unused: 'yesNo',
    from: 'date',
  }),
  profile: declare('profile', { kind: 'choice', size: 'choice', from: 'date' }),
  dutySwitch: declare('duty-switch', {
    duty: 'choice',
    state: 'choice',
    reason: 'text',
    person: 'person',
    from: 'date',
  }),
  ledgerStart: declare('ledger-start', { from: 'date' }),
  callTaking: declare('call-taking', { state: 'choice', person: 'person', from: 'date' }),
} as const

/** Columns of rows that the program itself writes in those registers, by what a row is. */
export const coreRows = {
  askedItem: ['item', 'label', 'kind', 'figure', 'definition', 'unit', 'choices', 'again'],
  addressee: ['unit', 'log'],
  listedDuty: [
    'item',
    'title',
    'often',
    'times',
    'by',
    'officeKind',
    'basis',
    'clause',
    'from',
    'ends',
  ],
  takenDuty: ['duty', 'applies', 'reason', 'ownName', 'figure'],
  toldDuty: ['item', 'applies', 'reason'],
  collected: ['item', 'figure', 'value', 'said', 'verdict', 'below', 'answered', 'lacking'],
} as const

/** The cells of such a row; the compiler then knows the names that may be asked for. */
export function coreRow<const Columns extends readonly string[]>(
  _columns: Columns,
  row: Values,
): { readonly [Column in Columns[number]]?: Value } {
  return row as { readonly [Column in Columns[number]]?: Value }
}

/** The values of a record of a core register, by the names of its fields. */
export type CoreValues<Of extends CoreRegister> = {
  readonly [Field in keyof Of['fields']]?: Value
}

/** The same values; the compiler then knows the names that may be asked for. */
export function coreValues<Of extends CoreRegister>(_register: Of, values: Values): CoreValues<Of> {
  return values as CoreValues<Of>
}

/** Registers that say who belongs to the organisation. */
export const rosterRegisters: readonly string[] = [
  core.person.id,
  core.office.id,
  core.post.id,
  core.membership.id,
  core.merge.id,
]

/** Registers in which a unit says what it is and what it calls things. */
export const unitRegisters: readonly string[] = [
  core.naming.id,
  core.profile.id,
  core.dutySwitch.id,
  core.ledgerStart.id,
  core.callTaking.id,
  core.dutyListTaken.id,
]

/** Lists of the core pack that the program shows choices of. */
export const coreLists = {
  bodyKinds: 'body-kinds',
  bodySizes: 'body-sizes',
  officeKinds: 'office-kinds',
  reportSteps: 'report-steps',
  receivedSteps: 'received-steps',
  askedKinds: 'asked-kinds',
  callSteps: 'call-steps',
  askingSteps: 'asking-steps',
  dutyRhythms: 'duty-rhythms',
  collectedVerdicts: 'collected-verdicts',
} as const

/** The kind of an office that nothing more is known of: 办公室, 财务科. */
export const coreOfficeKind = 'department'
