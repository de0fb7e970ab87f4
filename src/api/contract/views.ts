import type { Ability } from '../../app/access.ts'
import type { YearOverview } from '../../app/compute-year.ts'
import type { RecordVersion } from '../../app/list-versions.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { FigureValue } from '../../ledger/figure.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import type { Choice, Register } from '../../ledger/register.ts'
import type { Plays } from '../../ledger/roles.ts'
import type { Values } from '../../ledger/value.ts'
import type { CheckedReading } from '../../report/check/check-reading.ts'

/** RFC 9457 problem details; every error of the API has this body. */
export interface Problem {
  /** `/problems/<code>` */
  readonly type: string
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly hint: string
  readonly faults: readonly (Omit<Fault, 'text' | 'hint'> & { text: string; hint: string })[]
  /** For the administrator, when something unforeseen happened. */
  readonly trace?: string
}

/** GET /api/v1/session */
export interface SessionView {
  /** The year a page opens on. */
  readonly openingYear: number
  readonly account: string
  /** What the account signs in with. */
  readonly username: string
  readonly lang: Lang
  readonly organisation: OrganisationView
  readonly organisations: readonly OrganisationView[]
  readonly person: string | null
  readonly roles: readonly string[]
  /** What the page may offer; the server decides again. */
  readonly may: readonly Ability[]
  /** Today in the organisation's zone, `YYYY-MM-DD`. */
  readonly today: string
  /** Whose place is taken: asked with the header that names the stand-in, and nobody's else. */
  readonly standingInFor?: string
}

/** GET /api/v1/session/known: what a stranger may ask before anything else. */
export interface KnownView {
  readonly signedIn: boolean
}

export type { Ability }

export interface OrganisationView {
  readonly id: string
  readonly name: Label
  readonly kind: 'real' | 'demo'
  readonly parent: string | null
}

/** GET /api/v1/pack: what forms, lists and the year page are generated from. */
export interface PackView {
  readonly id: string
  readonly version: string
  readonly digest: string
  readonly label: Label
  readonly roles: readonly { readonly id: string; readonly label: Label }[]
  readonly parts: readonly { readonly id: string; readonly label: Label }[]
  readonly lists: { readonly [list: string]: readonly Choice[] }
  readonly instruments: { readonly [id: string]: { readonly label: Label; readonly tier: string } }
  readonly registers: readonly Register[]
  /** What registers play, by their id. */
  readonly plays: { readonly [register: string]: Plays }
  readonly figures: readonly {
    readonly id: string
    readonly label: Label
    readonly unit: Label
    readonly register: string
    readonly definition: Label
  }[]
  readonly duties: readonly {
    readonly id: string
    readonly label: Label
    readonly part: string
    readonly source: {
      readonly instrument: string
      readonly clause: string | null
      readonly verified: boolean
      readonly tier: string
      /** What the source asks for, where the rule set here is another. */
      readonly cadence?: Label
    }
    readonly requirement: Label
    /** Of a duty that each office of a kind owes by itself: the kind. */
    readonly officeKind?: string
    /** The register in which a record that answers it is written. */
    readonly register?: string
  }[]
  readonly reports: readonly { readonly id: string; readonly label: Label }[]
}

/** GET /api/v1/roster: names behind ids, for pickers and lists. */
export interface RosterView {
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly initials: string
    readonly office: string | null
    readonly post: string | null
    readonly former: boolean
  }[]
  readonly offices: readonly {
    readonly id: string
    readonly name: string
    readonly kind: string
    readonly parent: string | null
  }[]
}

/** A record as the API shows it; fields the reader may not see are absent and named. */
export interface RecordView extends LedgerRecord {
  readonly title: string
  readonly withheld: readonly string[]
}

/** GET /api/v1/registers/{register}/records */
export interface RecordPage {
  readonly items: readonly RecordView[]
  readonly next: string | null
}

/** POST /api/v1/registers/{register}/records, PUT /api/v1/records/{id}, POST …/void */
export interface WriteAnswer {
  readonly record: RecordView
  readonly index: number
  readonly leafHash: string
  readonly receipt: string
  readonly repeated: boolean
}

/** Body of a create (`reason` only for late entries) and of a correction (`reason` required). */
export interface WriteBody {
  readonly values: Values
  readonly reason?: string
  /** A person who is another one than whoever bears the same name. */
  readonly another?: boolean
}

/** GET /api/v1/records/{id}/versions, oldest first. */
export type VersionView = RecordVersion

/** GET /api/v1/records/{id}/proof?version= : everything a stranger needs, offline. */
export interface ProofView {
  readonly index: number
  readonly leafText: string
  readonly leafHash: string
  readonly receipt: string
  /** c2sp.org/tlog-proof@v1, or null until a checkpoint covers the entry (a second at most). */
  readonly proof: string | null
  readonly checkpoint: {
    readonly size: number
    readonly root: string
    readonly note: string
    readonly madeAt: string
  } | null
  /** The checkpoints just before and after: the entry was written between them. */
  readonly provedBetween: { readonly after: string | null; readonly before: string | null }
  readonly keys: { readonly log: string; readonly receipt: string }
  /** Opened fields with their salts and paths in the payload tree, which has `size` leaves. */
  readonly payload: {
    readonly root: string
    readonly size: number
    readonly openings: readonly unknown[]
  }
}

/** POST /api/v1/registers/{register}/import?dryRun=&reason= */
export interface ImportAnswer {
  /** Rows of the sheet that hold a record. */
  readonly rows: number
  /** New records written now; 0 when only asked what would happen. */
  readonly added: number
  /** Rows that are new records. */
  readonly fresh: number
  readonly late: number
  /** Rows that an earlier import already brought. */
  readonly known: number
  /** Rows whose record is corrected, those that say what it says, and those left out. */
  readonly corrected: number
  readonly unchanged: number
  readonly skipped: number
  /** What is corrected, cell by cell; the first two hundred records. */
  readonly corrections: readonly {
    readonly row: number
    readonly record: string
    readonly title: Label
    readonly changes: readonly {
      readonly at: string
      readonly field: Label
      readonly before: Label
      readonly after: Label
    }[]
  }[]
  /** New rows that are like a record or another row; nothing is written until all are decided. */
  readonly alike: readonly {
    readonly row: number
    readonly at: string
    readonly title: Label
    readonly day: string | null
    readonly like: {
      readonly record: string | null
      readonly version: number | null
      readonly row: number | null
      readonly title: Label
      readonly day: string | null
    }
  }[]
  /** What was taken in another way than it is written, by cell. */
  readonly notes: readonly {
    readonly at: readonly (string | number)[]
    readonly text: Label
    readonly hint: Label
  }[]
}

/** POST /api/v1/reading/file?year= : a reading held against the ledger, and what was read. */
export interface FileReading extends CheckedReading {
  /** Offsets of the claims count in it. */
  readonly text: string
  /** The year whose ledger it was held against. */
  readonly year: number
  /** Whether the file carries what its claims rest on. */
  readonly marked: boolean
}

/** POST /api/v1/reading/last-report */
export interface LastReportView extends FileReading {
  readonly notices: readonly Label[]
}

/** GET /api/v1/records/{id}/uses */
export interface UsesView {
  readonly duties: readonly string[]
  readonly figures: readonly string[]
}

/** GET /api/v1/years/{year} */
export type YearView = YearOverview

/** GET /api/v1/figures?period=2025 */
export interface FiguresView {
  readonly period: string
  readonly figures: readonly FigureValue[]
}

/** Markings of the month in which something happened, and titles for the sentence of a cell. */
export interface RecordBrief {
  readonly id: string
  readonly register: string
  readonly title: string
  readonly occurredOn: string | null
  readonly lateDays: number
  readonly state: 'live' | 'void'
}

/** GET /api/v1/figures/{id}?period= : the value, and a title for each record behind it. */
export interface FigureView extends FigureValue {
  readonly briefs: readonly RecordBrief[]
}

/** GET /api/v1/setup: what the first page offers. */
export interface SetupView {
  /** Nothing exists yet: offer "set up my unit" and "open the demo unit". */
  readonly fresh: boolean
  /** Whether this server can make a demo unit. */
  readonly demo: boolean
  readonly packs: readonly { readonly id: string; readonly label: Label }[]
  /** Zones to choose from; the first is proposed. */
  readonly zones: readonly string[]
}

/** POST /api/v1/session/link: a session whose account may still have to choose a password. */
export interface LinkAnswer {
  readonly purpose: 'first-start' | 'invited' | 'sign-in'
  readonly username: string | null
  readonly mustSetPassword: boolean
}

/** GET /api/v1/accounts */
export interface AccountView {
  readonly id: string
  readonly username: string
  readonly person: string | null
  readonly personName: string | null
  readonly roles: readonly string[]
  /** The day from which the roles count, `YYYY-MM-DD`. */
  readonly from: string | null
  /** False until the one-time link was used. */
  readonly ready: boolean
  readonly lastSignIn: string | null
}

/** POST /api/v1/accounts: either an id of the roster or the name of a new person. */
export interface InviteBody {
  readonly person?: string
  readonly newPerson?: string
  /** Another person than whoever bears the same name. */
  readonly another?: boolean
  readonly username: string
  readonly roles: readonly string[]
  /** The day from which the roles count, today when absent. */
  readonly from?: string
}

/** The answer to an invitation: the link is shown once. */
export interface InviteAnswer {
  readonly account: AccountView
  readonly link: string
}

/** GET /api/v1/tokens */
export interface TokenView {
  readonly id: string
  readonly name: string
  readonly scopes: readonly ('read' | 'record' | 'witness')[]
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
}

/** POST /api/v1/tokens: the secret is shown once. */
export interface TokenAnswer {
  readonly token: TokenView
  readonly secret: string
}

/** GET /api/v1/trail, newest first. */
export interface TrailPage {
  readonly items: readonly {
    readonly at: string
    readonly actor: string
    readonly actorName: string
    readonly act: string
    readonly subject: string | null
    readonly outcome: 'done' | 'refused'
    readonly detail: string | null
  }[]
  readonly next: string | null
}
