import type { Label, Lang } from '../../ledger/label.ts'
import type { OrgId, Page } from './store-ports.ts'

/** Ways a reminder can go. A robot posts into a chat of one person: numbers are nobody else's. */
export const channelKinds = ['mail', 'wecom', 'dingtalk', 'feishu'] as const

export type ChannelKind = (typeof channelKinds)[number]
export type RobotKind = Exclude<ChannelKind, 'mail'>

/** How the connection to a mail server is secured: from the start, by STARTTLS, or not at all. */
export const mailSecurities = ['tls', 'starttls', 'none'] as const

/** The mail server of an organisation; its password is kept apart and never read back. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly security: (typeof mailSecurities)[number]
  /** Null: the server asks for no name. */
  readonly user: string | null
  /** Address in `From`. */
  readonly from: string
}

/** What an organisation has set. Times are `HH:MM` of its zone. */
export interface ReminderSettings {
  readonly on: boolean
  readonly at: string
  /** No message goes out from `from` to `to`, over midnight where `to` is earlier. */
  readonly quiet: { readonly from: string; readonly to: string }
  /** Address that the message leads to, as people type it. */
  readonly page: string
  /** Working days overdue after which the supervising leader learns the number; null: never. */
  readonly escalateAfter: number | null
  readonly mail: MailServer | null
  /** Beginning of the address of each kind of robot; null: not used here. */
  readonly robots: { readonly [Kind in RobotKind]: string | null }
}

/** How one person is reminded; none stored: not at all. */
export interface ReminderChoice {
  readonly person: string
  readonly channel: ChannelKind
  /** A mail address, or the address of a robot, which is a secret. */
  readonly address: string
  /** What a robot signs with; null where it does not. */
  readonly secret: string | null
  readonly lang: Lang
}

/**
 * `waiting`, `sending` (claimed), `sent`, `dead` (refused or out of tries), `unknown`: handed over
 * or being handed over when the connection or the process broke, so never sent again by itself.
 */
export const messageStates = ['waiting', 'sending', 'sent', 'dead', 'unknown'] as const

export type MessageState = (typeof messageStates)[number]

/** A message of one person and day. */
export interface OutboxMessage {
  readonly id: string
  readonly person: string
  /** The organisation's day, `YYYY-MM-DD`. */
  readonly day: string
  readonly channel: ChannelKind
  readonly waiting: number
  readonly escalated: number
  readonly link: string
  readonly tries: number
}

/** A line of the outbox as the administrator sees it: no numbers. */
export interface OutboxRow extends Pick<OutboxMessage, 'id' | 'person' | 'day' | 'channel'> {
  readonly state: MessageState
  readonly tries: number
  readonly madeAt: string
  /** When it is tried again; null when it is not waiting. */
  readonly nextAt: string | null
  readonly endedAt: string | null
  readonly reason: Label | null
}

/** What one try came to. `later` may be tried again; `unknown` may have arrived. */
export type Delivery =
  | { readonly outcome: 'sent' }
  | {
      readonly outcome: 'later'
      readonly reason: Label
      readonly afterMs?: number
      /** Nobody is reached this way for now, whoever it is for. */
      readonly closed?: boolean
    }
  | { readonly outcome: 'refused' | 'unknown'; readonly reason: Label }

/** How a claimed message is written back. */
export type Settled =
  | { readonly state: 'sent' }
  | { readonly state: 'dead' | 'unknown'; readonly reason: Label }
  | {
      readonly state: 'waiting'
      /** ISO 8601 UTC. */
      readonly nextAt: string
      readonly reason: Label | null
      /** False: this was no try, only a wait for the robot's own limit. */
      readonly counts: boolean
    }

/** Settings, choices and outbox of reminders. Secrets refuse with `reminder.secret.unreadable`. */
export interface Reminders {
  settings(org: OrgId): Promise<{ settings: ReminderSettings; hasPassword: boolean } | null>
  /** `undefined` keeps the password, null forgets it. */
  putSettings(
    org: OrgId,
    change: { settings: ReminderSettings; password: string | null | undefined },
  ): Promise<void>
  mailPassword(org: OrgId): Promise<string | null>
  choices(org: OrgId): Promise<readonly ReminderChoice[]>
  choice(org: OrgId, person: string): Promise<ReminderChoice | null>
  putChoice(org: OrgId, choice: ReminderChoice): Promise<void>
  dropChoice(org: OrgId, person: string): Promise<void>
  /** Organisations that remind, and the day whose digests were made last. */
  reminding(): Promise<readonly { readonly org: OrgId; readonly madeDay: string | null }[]>
  /** Null day: digests of today are still to be made. */
  startReminding(org: OrgId, madeDay: string | null): Promise<void>
  stopReminding(org: OrgId): Promise<void>
  /** Puts the day's messages into the outbox, each once, and notes that the day is done. */
  putDay(
    org: OrgId,
    day: {
      readonly day: string
      readonly now: string
      readonly messages: readonly Omit<OutboxMessage, 'tries' | 'day'>[]
    },
  ): Promise<void>
  /** Takes out what ended (sent, dead, unknown) and is of a day before this one. */
  forgetBefore(org: OrgId, day: string): Promise<void>
  /** Organisations with something to send now. */
  delivering(now: string): Promise<readonly OrgId[]>
  /** Claims one message that is due, for a few minutes, before anything is sent; null: none. */
  claim(org: OrgId, now: string): Promise<OutboxMessage | null>
  /** Marks as `unknown` what a process that died had claimed. */
  giveUpLost(org: OrgId, at: { readonly now: string; readonly reason: Label }): Promise<void>
  settle(
    org: OrgId,
    message: { readonly id: string; readonly now: string; readonly settled: Settled },
  ): Promise<void>
  /** Notes when this organisation has something to send again. */
  passed(org: OrgId): Promise<void>
  outbox(
    org: OrgId,
    page: { state?: MessageState; after?: string; limit: number },
  ): Promise<Page<OutboxRow>>
  /** Lets a dead or unknown message of this day wait again; false: there is no such one. */
  tryAgain(org: OrgId, message: { id: string; day: string; now: string }): Promise<boolean>
}

/** One message on its way, with all that the way needs. */
export type Outgoing =
  | {
      readonly channel: 'mail'
      readonly server: MailServer
      readonly password: string | null
      readonly to: string
      readonly subject: string
      readonly text: string
      /** The same for every try, so that a mail server can tell a repeat. */
      readonly messageId: string
    }
  | {
      readonly channel: RobotKind
      readonly address: string
      readonly secret: string | null
      readonly text: string
    }

/** Sends; never throws for what the other side does. */
export interface Messenger {
  send(message: Outgoing): Promise<Delivery>
}
