import type { Clock } from '../../append/effects.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { Backup, Backups } from '../ports/backup-ports.ts'
import { copiesToRemove, copyToRestOn } from './retention.ts'

/** What the administrator is told of the copies of this server. */
export interface CopiesState {
  readonly folder: string
  readonly copies: readonly {
    readonly name: string
    readonly madeAt: string
    readonly bytes: number
    /** How many earlier copies hold parts of it; none: it is whole by itself. */
    readonly restsOn: number
    /** It, or one that it rests on, is missing, or was found damaged since this server began. */
    readonly isBroken: boolean
    readonly entries: number
    readonly attachments: number
    /** When every byte of it was last read again; null: not since this server began. */
    readonly verifiedAt: string | null
  }[]
  /** Rows copied so far; null where none is being made. */
  readonly running: number | null
  /** Why the last one that was begun here failed. */
  readonly failed: Label | null
}

/** A copy that was made, and is whole with those that it rests on. */
export interface MadeCopy extends Backup {
  /** Name of an earlier copy that was found broken: therefore this one rests on none. */
  readonly broken: string | null
}

interface Asked {
  readonly zone: string
  readonly signal?: AbortSignal
}

/** Makes copies in the folder of this server, one at a time. */
export interface Copies {
  /** Makes one, reads it again, and lets old ones go. Refuses with `backup.running`. */
  make(asked: Asked): Promise<MadeCopy>
  state(): Promise<CopiesState>
  cancel(): void
}

const ourName = /^taizhang-\d{8}-\d{6}\.taizhang\.tar$/

/** Copies of one open ledger, kept in `backups.folder`. */
export function keepCopies(ports: { readonly backups: Backups; readonly clock: Clock }): Copies {
  const { backups, clock } = ports
  const verified = new Map<string, string>()
  const damaged = new Set<string>()
  let running: { rows: number; stop: AbortController } | null = null
  let failed: Label | null = null

  async function make(asked: Asked): Promise<MadeCopy> {
    const stop = new AbortController()
    const signal = asked.signal ? AbortSignal.any([asked.signal, stop.signal]) : stop.signal
    if (running !== null) refuseRunning()
    running = { rows: 0, stop }
    try {
      const stamp = new Date(clock.now()).toISOString().slice(0, 19).replace(/[-:]/g, '')
      const path = `${backups.folder}/taizhang-${stamp.replace('T', '-')}.taizhang.tar`
      await backups.makeRoom(backups.folder)
      const made = await makeSound(path, { ...asked, signal })
      await backups.remember(backups.folder, made.manifest.logs)
      await letGo(asked.zone)
      failed = null
      return made
    } catch (error) {
      failed = error instanceof Refusal ? (error.faults[0]?.text ?? unforeseen) : unforeseen
      throw error
    } finally {
      running = null
    }
  }

  async function makeSound(path: string, { zone, signal }: Asked): Promise<MadeCopy> {
    const { sound, newestBroken } = await lookAt(backups, damaged)
    const since = copyToRestOn(sound, { zone, today: todayIn(zone, clock) })
    let broken = newestBroken
    if (since !== null && broken === null) {
      const backup = await write({ path, since, signal })
      broken = await brokenBehind(path, signal)
      if (broken === null) return { ...backup, broken }
      damaged.add(broken)
      await backups.remove(path)
    }
    const backup = await write({ path, signal })
    await verify(path, signal)
    return { ...backup, broken: broken === null ? null : nameOf(broken) }
  }

  function write(asked: { path: string; since?: Backup; signal?: AbortSignal | undefined }) {
    const { path, since, signal } = asked
    return backups.make({
      path,
      passphrase: null,
      ...(since ? { since } : {}),
      ...(signal ? { signal } : {}),
      onProgress: ({ rows }) => {
        if (running !== null && rows > 0) running.rows = rows
      },
    })
  }

  async function verify(path: string, signal: AbortSignal | undefined): Promise<void> {
    await backups.verify(path, undefined, signal)
    verified.set(path, new Date(clock.now()).toISOString())
  }

  /** Which of the copies that one rests on is damaged or missing. */
  async function brokenBehind(path: string, signal?: AbortSignal): Promise<string | null> {
    try {
      await verify(path, signal)
      return null
    } catch (error) {
      const at = error instanceof Refusal ? error.faults[0]?.at[0] : undefined
      if (typeof at !== 'string' || at === path) throw error
      return at
    }
  }

  // Only what this made itself; a copy that somebody put there stays until somebody takes it away.
  // A broken one keeps no sound one out, and is there for whoever looks into it.
  async function letGo(zone: string): Promise<void> {
    const { sound, broken } = await lookAt(backups, damaged)
    for (const some of [sound, broken]) {
      for (const { path } of copiesToRemove(some, { zone })) await backups.remove(path)
    }
  }

  return {
    make,
    cancel: () => running?.stop.abort(),
    state: async () => {
      const { all, culprit } = await lookAt(backups, damaged)
      return {
        folder: backups.folder,
        running: running?.rows ?? null,
        failed,
        copies: all.map((copy) => ({
          name: nameOf(copy.path),
          madeAt: copy.manifest.madeAt,
          bytes: copy.bytes,
          restsOn: copy.restsOn.length,
          isBroken: culprit(copy) !== null,
          entries: copy.manifest.logs.reduce((sum, { size }) => sum + size, 0),
          attachments: copy.manifest.files.count,
          verifiedAt: verified.get(copy.path) ?? null,
        })),
      }
    },
  }
}

/** The copies that this made itself, and whether all is there that they rest on. */
async function lookAt(backups: Backups, damaged: ReadonlySet<string>) {
  const { copies: all, unreadable } = await backups.list(backups.folder)
  const paths = new Set(all.map(({ path }) => path))
  const culprit = ({ path, restsOn }: Backup) =>
    [path, ...restsOn].find((one) => damaged.has(one) || !paths.has(one)) ?? null
  const own = all
    .filter(({ path }) => isOurs(path))
    .map((one) => ({ ...one, madeAt: one.manifest.madeAt }))
  const sound = own.filter((one) => culprit(one) === null)
  const broken = own.filter((one) => culprit(one) !== null)
  // Names begin with the moment. What a sound one came after was told when that was made.
  const [newest] = [...broken.map(({ path }) => path), ...unreadable.filter(isOurs)]
    .filter((one) => nameOf(one) > nameOf(sound[0]?.path ?? ''))
    .toSorted((one, other) => (nameOf(one) < nameOf(other) ? 1 : -1))
  const told = broken.find(({ path }) => path === newest)
  const newestBroken = (told && culprit(told)) ?? newest ?? null
  return { all, culprit, sound, broken, newestBroken }
}

function isOurs(path: string): boolean {
  return ourName.test(nameOf(path))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

const unforeseen: Label = {
  zh: '发生了未预料的错误，详情见服务器日志。',
  en: 'Something unforeseen happened; the log of the server tells more.',
}

function refuseRunning(): never {
  return refuse('backup.running', {
    text: { zh: '正在备份，请等它完成。', en: 'A copy is being made; wait until it is done.' },
    hint: { zh: '完成后会显示在列表中。', en: 'It will stand in the list.' },
  })
}
