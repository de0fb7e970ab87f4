import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import type { PacksInForce, SharedPacks } from '../ports/pack-ports.ts'

/** Sees to it that the servers of one database work by one pack. */
export interface PackAgreement {
  /** Looks which pack is in force, and works by it. Refuses with `pack.in-force`. */
  look(): Promise<void>
  /** Why this server works by another pack than that of its folder; null: it does not. */
  readonly notice: Fault | null
}

/**
 * One pack is in force for all servers of a database. What lies in the folder of a server comes
 * into force when it was never in force before, which is an upgrade, or when somebody edits it
 * while the server runs. Else the server works by the one that is in force, from the database:
 * what was in force once and lies in some folder still is a copy that nobody has replaced yet.
 */
export function agreeOnPack({
  packs,
  packsInForce,
}: {
  readonly packs: SharedPacks
  readonly packsInForce: PacksInForce
}): PackAgreement {
  let ownBefore: string | null = null
  let notice: Fault | null = null

  async function isToCome(digest: string): Promise<boolean> {
    const isEdited = ownBefore !== null && ownBefore !== digest
    return isEdited || !(await packsInForce.wasInForce(digest))
  }

  async function look(): Promise<void> {
    const { own } = packs
    const newest = await packsInForce.newest()
    if (newest?.digest !== own.digest) {
      if (newest === null || (await isToCome(own.digest))) {
        await packsInForce.put(own, newest?.number ?? 0)
        // Another server may have been first: by what is in force now.
        return look()
      }
      if (packs.current.digest !== newest.digest) {
        const files = (await packsInForce.filesOf(newest.digest)) ?? {}
        await packs.follow({ digest: newest.digest, files }).catch(refuseUnread)
      }
      notice = otherInForce(newest.digest)
    } else {
      await packs.follow(null)
      notice = null
    }
    ownBefore = own.digest
  }

  return {
    look,
    get notice() {
      return notice
    },
  }
}

function otherInForce(digest: string): Fault {
  return fault('pack.not-own', {
    at: [digest],
    text: {
      zh: `本机文件夹中的业务包不是各台共用的那一版，现按数据库中的一版（${digest.slice(0, 12)}）工作。`,
      en: `The pack in the folder of this server is not the one in force; it works by that, ${digest.slice(0, 12)}, from the database.`,
    },
    hint: {
      zh: '请把同一版业务包放到本机；要改用本机的一版，请在服务运行时修改它。',
      en: 'Put the same pack on this server; to bring its own into force, edit that while it runs.',
    },
  })
}

function refuseUnread(error: unknown): never {
  if (!(error instanceof Refusal)) throw error
  throw new Refusal([
    fault('pack.in-force', {
      text: {
        zh: '各台共用的业务包不在数据库中，或本版程序读不懂。',
        en: 'The pack in force is not in the database, or this version of the program cannot read it.',
      },
      hint: {
        zh: '请升级本机的程序；要退回本机的业务包，请改一改其 pack.yaml 中的版本，它即作为新的一版生效。',
        en: 'Upgrade the program on this server; to go back to the pack of its folder, change the version in its pack.yaml, and it comes into force as a new one.',
      },
    }),
    ...error.faults,
  ])
}
