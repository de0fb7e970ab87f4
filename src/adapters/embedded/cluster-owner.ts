import { chmodSync, existsSync, lchownSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../../ledger/fault.ts'
import { ownerOf, runningUser } from '../file-owner.ts'
import type { DatabasePlace } from './database-place.ts'
import type { DatabaseUser } from './database-user.ts'

/**
 * Puts owner and mode of a database right that was copied by other means than ours (`cp -r` as
 * root, a disk without owners): PostgreSQL opens nothing that another could have changed, and what
 * it says of that stands in its log alone. What was root's goes to the database user, since no
 * PostgreSQL ever runs as root. Refuses with `database.folder.owner` what only root could mend.
 */
export function ownCluster({ cluster, user }: DatabasePlace): void {
  const inside = ['', 'PG_VERSION', 'postgresql.conf', 'global/pg_control']
  const looked = inside.map((name) => join(cluster, name)).filter((path) => existsSync(path))
  const wanted = user?.uid ?? process.getuid?.()
  // None yet; and of a folder that is closed to us nothing within can be looked at.
  if (wanted === undefined || looked.length === 0) return
  const others = looked.filter((path) => statSync(path).uid !== wanted)
  if (others.length > 0) {
    if (user === null || others.some((path) => statSync(path).uid !== 0)) {
      refuseOwner(cluster, others[0] ?? cluster, user)
    }
    giveTo(cluster, user)
  }
  // Nothing but the owner's rights, and at most those of its group to read.
  if ((statSync(cluster).mode & 0o027) !== 0) chmodSync(cluster, 0o700)
}

// A link is given away, never what it leads to.
function giveTo(path: string, user: DatabaseUser): void {
  lchownSync(path, user.uid, user.gid)
  for (const one of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(one.parentPath, one.name), user.uid, user.gid)
  }
}

function refuseOwner(cluster: string, path: string, user: DatabaseUser | null): never {
  const [owner, name] = [ownerOf(path), runningUser(user?.uid)]
  refuse('database.folder.owner', {
    at: [path],
    text: {
      zh: `数据库的文件属于系统用户 ${owner}，而数据库以 ${name} 运行：${path}。`,
      en: `The files of the database belong to the system user ${owner}, and it runs as ${name}: ${path}.`,
    },
    hint: {
      zh: `多半是由另一用户复制而来。请以 root 执行：chown -R ${name}: ${cluster} && chmod 700 ${cluster}`,
      en: `Most likely another user copied them. Run as root: chown -R ${name}: ${cluster} && chmod 700 ${cluster}`,
    },
  })
}
