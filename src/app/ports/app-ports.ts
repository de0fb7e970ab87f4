import type { Clock, Random } from '../../append/effects.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Copies } from '../backup/keep-copies.ts'
import type { ImportReadings } from '../imports/keep-readings.ts'
import type { UnitPacks } from '../organisation/keep-unit-packs.ts'
import type { Organisations } from '../organisation/organisations.ts'
import type { Rosters } from '../roster/keep-rosters.ts'
import type { YearBooks } from '../year/keep-year-books.ts'
import type { Accounts } from './account-ports.ts'
import type { AllLogs } from './all-logs-ports.ts'
import type { Blobs } from './attachment-ports.ts'
import type { CheckedPositions, NewestSeals } from './audit-ports.ts'
import type { Backups } from './backup-ports.ts'
import type { CollectedStore } from './collected-ports.ts'
import type { DraftStore } from './draft-ports.ts'
import type { ExchangeStore, PeerServers } from './exchange-ports.ts'
import type { CalendarFeeds } from './feed-ports.ts'
import type { OfficeFiles } from './file-ports.ts'
import type { ImportStore } from './import-ports.ts'
import type { Instances } from './instance-ports.ts'
import type { JobRuns } from './job-ports.ts'
import type { OutsideReader } from './outside-ports.ts'
import type { Packs, PacksInForce } from './pack-ports.ts'
import type { PasskeyCeremonies } from './passkey-ports.ts'
import type { ReceivedStore } from './received-ports.ts'
import type { Messenger, Reminders } from './reminder-ports.ts'
import type { Store } from './store-ports.ts'
import type { Calendar } from './work-calendar-ports.ts'

/** Everything a use case may reach. */
export interface AppPorts {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly accounts: Accounts
  readonly feeds: CalendarFeeds
  readonly passkeys: PasskeyCeremonies
  readonly backups: Backups
  readonly copies: Copies
  readonly blobs: Blobs
  readonly newestSeals: NewestSeals
  readonly checkedPositions: CheckedPositions
  readonly calendar: Calendar
  readonly packs: Packs
  readonly packsInForce: PacksInForce
  readonly unitPacks: UnitPacks
  readonly rosters: Rosters
  readonly yearBooks: YearBooks
  readonly organisations: Organisations
  readonly allLogs: AllLogs
  readonly crypto: LogCrypto
  readonly drafts: DraftStore
  readonly imports: ImportStore
  readonly importReadings: ImportReadings
  readonly received: ReceivedStore
  readonly collected: CollectedStore
  readonly exchange: ExchangeStore
  readonly peers: PeerServers
  readonly files: OfficeFiles
  readonly outside: OutsideReader
  readonly jobRuns: JobRuns
  readonly instances: Instances
  readonly reminders: Reminders
  readonly messenger: Messenger
  /** Pinyin initials of a name, for pickers: 张三 → zs. */
  initials(name: string): string
  /** The same of words that are no name, for what is found by typing: 会议 → hy. */
  wordInitials(words: string): string
  /** The whole of it in letters, for user names: 张三 → zhangsan. */
  spelling(name: string): string
}
