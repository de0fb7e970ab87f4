import { abilitiesOf } from '../app/access/access.ts'
import { refuseOrganisation } from '../app/organisation/organisations.ts'
import { refuse } from '../ledger/fault.ts'
import { findCaller } from './find-caller.ts'
import type { HttpAnswer, HttpRequest } from './http.ts'
import type { Caller } from './route.ts'
import type { Service } from './service.ts'

const textPaths = new Set(['checkpoint', 'checkpoint.witnessed', 'vkey', 'keys'])
const entriesPrefix = 'tile/entries/'

const logPath = /^\/log\/([^/]+)\/(.*)$/

/**
 * The public log of an organisation as c2sp.org/tlog-tiles wants it: checkpoint, key and hash
 * tiles to whoever reaches the server; entry bundles to who audits, or to a witness by token.
 * Null for what is no path of a log.
 */
export async function serveLog(service: Service, request: HttpRequest): Promise<HttpAnswer | null> {
  const [, publicId, path] = logPath.exec(request.path) ?? []
  if (publicId === undefined || path === undefined) return null
  const org = await service.ports.organisations.byPublicId(publicId)
  if (!org) return refuseOrganisation()
  if (path.startsWith(entriesPrefix)) {
    await checkReader(service, request, { org: org.id, path })
  }
  const bytes = await service.ports.store.logFile(org.id, path)
  if (!bytes) return refuseTile()
  const isText = textPaths.has(path)
  return {
    status: 200,
    headers: {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
      // A full tile never changes; a partial one is replaced by a longer one of another name.
      'cache-control': isText ? 'no-cache' : 'public, max-age=31536000, immutable',
    },
    body: bytes,
  }
}

/** Lets auditors and witnesses of this organisation through; either way the trail says so. */
async function checkReader(
  service: Service,
  { header }: HttpRequest,
  { org, path }: { org: number; path: string },
): Promise<void> {
  const caller = await findCaller(service, {
    authorization: header('authorization'),
    cookie: header('cookie'),
  })
  const mayRead = isReader(caller, org)
  if (caller.kind !== 'nobody' && caller.session) {
    const { org: own, actor } = caller.session
    const line = mayRead
      ? ({ act: 'export', outcome: 'done', detail: path } as const)
      : ({ act: 'refused', outcome: 'refused', detail: 'access.scope' } as const)
    await service.ports.store.trail(own.id, { actor: actor.id, subject: 'log.entries', ...line })
  }
  if (!mayRead) refuseReader()
}

function isReader(caller: Caller, org: number): boolean {
  if (caller.kind === 'nobody' || caller.session?.org.id !== org) return false
  if (caller.kind === 'token') return caller.token.scopes.includes('witness')
  return abilitiesOf(caller.session.actor.roles).includes('export-log')
}

function refuseReader(): never {
  return refuse('access.scope', {
    text: {
      zh: '条目内容只给审计管理员和见证方。',
      en: 'Entries are for auditors and witnesses only.',
    },
    hint: { zh: '请使用带见证范围的令牌。', en: 'Use a token with the witness scope.' },
  })
}

function refuseTile(): never {
  return refuse('tile.unknown', {
    text: { zh: '日志中没有这个文件。', en: 'The log has no such file.' },
    hint: {
      zh: '路径见 c2sp.org/tlog-tiles；先读 checkpoint。',
      en: 'Paths are those of c2sp.org/tlog-tiles; read checkpoint first.',
    },
  })
}
