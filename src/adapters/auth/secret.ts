import { createHash, randomBytes } from 'node:crypto'
import type { DBAdapter, Where } from 'better-auth'

/** What is stored of a secret of 256 bits: nobody who reads the table can act with it. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** A new secret of 256 bits, safe in cookies and addresses. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * better-auth keeps session tokens as they are. This stands between it and the database: what it
 * stores is the hash of a token of our own length, and what it looks for is hashed on the way.
 */
export function withHashedSessions<A extends DBAdapter>(inner: A): A {
  return {
    ...inner,
    create: async (request: Parameters<DBAdapter['create']>[0]) => {
      if (request.model !== 'session') return inner.create(request)
      const token = newSecret()
      const row = await inner.create({
        ...request,
        data: { ...request.data, token: stored(token) },
      })
      return { ...(row as object), token }
    },
    findOne: async (request: Parameters<DBAdapter['findOne']>[0]) =>
      restored(request, await inner.findOne(hashedWhere(request))),
    findMany: (request: Parameters<DBAdapter['findMany']>[0]) =>
      inner.findMany(hashedWhere(request)),
    update: async (request: Parameters<DBAdapter['update']>[0]) =>
      restored(request, await inner.update(hashedWhere(request))),
    updateMany: (request: Parameters<DBAdapter['updateMany']>[0]) =>
      inner.updateMany(hashedWhere(request)),
    delete: (request: Parameters<DBAdapter['delete']>[0]) => inner.delete(hashedWhere(request)),
    deleteMany: (request: Parameters<DBAdapter['deleteMany']>[0]) =>
      inner.deleteMany(hashedWhere(request)),
    transaction: <R>(work: (adapter: DBAdapter) => Promise<R>) =>
      inner.transaction((adapter) => work(withHashedSessions(adapter as DBAdapter))),
  } as A
}

function stored(token: string): string {
  return secretHash(token).toString('base64url')
}

function hashedWhere<T extends { model: string; where?: Where[] | undefined }>(request: T): T {
  if (request.model !== 'session' || !request.where) return request
  const where = request.where.map((one) =>
    one.field === 'token' && typeof one.value === 'string'
      ? { ...one, value: stored(one.value) }
      : one,
  )
  return { ...request, where }
}

// better-auth goes on with the row it found, and must find in it the token it asked for.
function restored(request: { model: string; where: Where[] }, row: unknown): unknown {
  const asked = request.where.find((one) => one.field === 'token')
  return request.model === 'session' && row && asked ? { ...row, token: asked.value } : row
}
