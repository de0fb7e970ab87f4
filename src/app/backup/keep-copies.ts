import type { Clock } from '../../append/effects.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { Backup, Backups } from '../ports/backup-ports.ts'
import { copiesToRemove } from './retention.ts'

/** What the administrator is told of the copies of this server. */
export interface CopiesState {
  readonly folder: string
  readonly copies: readonly {
    readonly name: string
    readonly madeAt: string
    readonly bytes: number
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

/** Makes copies in the folder of this server, one at a time. */
export interface Copies {
  /** Makes one, reads it again, and lets old ones go. Refuses with `backup.running`. */
  make(asked: { readonly zone: string; readonly signal?: AbortSignal }): Promise<Backup>
  state(): Promise<CopiesState>
  cancel(): void
}

const ourName = /^taizhang-\d{8}-\d{6}\.taizhang\.tar$/

/** Copies of one open ledger, kept in `backups.folder`. */
export function keepCopies(ports: { readonly backups: Backups; readonly clock: Clock }): Copies {
  const { backups, clock } = ports
  const verified = new Map<string, string>()
  let running: { rows: number; stop: AbortController } | null = null
  let failed: Label | null = null

  async function make(asked: { zone: string; signal?: AbortSignal }): Promise<Backup> {
    const stop = new AbortController()
    const signal = asked.signal ? AbortSignal.any([asked.signal, stop.signal]) : stop.signal
    if (running !== null) refuseRunning()
    running = { rows: 0, stop }
    try {
      const stamp = new Date(clock.now()).toISOString().slice(0, 19).replace(/[-:]/g, '')
      const path = `${backups.folder}/taizhang-${stamp.replace('T', '-')}.taizhang.tar`
      await backups.makeRoom(backups.folder)
      const backup = await backups.make({
        path,
        passphrase: null,
        signal,
        onProgress: ({ rows }) => {
          if (running !== null && rows > 0) running.rows = rows
        },
      })
      await backups.verify(path, undefined, signal)
      verified.set(path, new Date(clock.now()).toISOString())
      await backups.remember(backups.folder, backup.manifest.logs)
      await letGo(asked.zone)
      failed = null
      return backup
    } catch (error) {
      failed = error instanceof Refusal ? (error.faults[0]?.text ?? unforeseen) : unforeseen
      throw error
    } finally {
      running = null
    }
  }

  // Only what this made itself; a copy that somebody put there stays until somebody takes it away.
  async function letGo(zone: string): Promise<void> {
    const dated = (await backups.list(backups.folder))
      .filter(({ path }) => ourName.test(nameOf(path)))
      .map(({ path, manifest }) => ({ path, madeAt: manifest.madeAt }))
    for (const { path } of copiesToRemove(dated, { zone })) await backups.remove(path)
  }

  return {
    make,
    cancel: () => running?.stop.abort(),
    state: async () => ({
      folder: backups.folder,
      running: running?.rows ?? null,
      failed,
      copies: (await backups.list(backups.folder)).map(({ path, bytes, manifest }) => ({
        name: nameOf(path),
        madeAt: manifest.madeAt,
        bytes,
        entries: manifest.logs.reduce((sum, { size }) => sum + size, 0),
        attachments: manifest.files.count,
        verifiedAt: verified.get(path) ?? null,
      })),
    }),
  }
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
