import { createHash, randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Appended, OrgId } from '../../app/ports/store-ports.ts'
import type { PreparedWrite } from '../../append/prepare-write.ts'
import type { Fault } from '../../ledger/fault.ts'
import { hashFromBase64, toBase64 } from '../../log/base64.ts'
import { closedFolder, socketPathBytesMax } from '../embedded/database-place.ts'
import { isAlive } from '../embedded/process-sign.ts'

/** What became of one write. */
export type AppendResult = { readonly appended: Appended } | { readonly faults: readonly Fault[] }

/** The way between the servers of one data folder by which a write goes to the owner of its log. */
export interface AppendLine {
  /** Where this process takes writes. */
  readonly own: string
  /** Has another process write; rejects when it did not answer, having written or not. */
  send(
    address: string,
    given: { readonly org: OrgId; readonly writes: readonly PreparedWrite[] },
  ): Promise<readonly AppendResult[]>
  /** Takes no more from others; resolves when those under way are answered. */
  close(): Promise<void>
}

/** Writes what another process sent. */
export type TakeWrites = (
  org: OrgId,
  writes: readonly PreparedWrite[],
) => Promise<readonly AppendResult[]>

/** An owner that is silent for so long is taken for gone. */
const answerWithinMs = 5_000

/**
 * Listens on a socket in a folder that only this user of the machine may enter: who gets so far
 * could as well read the keys. A server on another machine does not find it, and writes by itself.
 */
export async function openAppendLine(folder: string, take: TakeWrites): Promise<AppendLine> {
  const own = socketIn(folder)
  let isClosing = false
  const server = createServer((incoming, outgoing) => {
    // Whoever asked writes by itself, and looks up whether it was written.
    const leave = () => outgoing.destroy()
    if (isClosing) return leave()
    textOf(incoming)
      .then(async (text) => {
        const { org, writes } = JSON.parse(text) as Sent
        const results = await take(org, writes.map(preparedWrite))
        if (isClosing) outgoing.setHeader('connection', 'close')
        outgoing.end(JSON.stringify(results))
      })
      .catch(leave)
  })
  // A line that is closed while somebody sends looks like an owner that has gone.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(own, resolve)
  })
  server.unref()
  const agent = new Agent({ keepAlive: true })
  return {
    own,
    send: async (address, { org, writes }) => {
      if (!isOurs(address)) throw new Error('nobody but this user may listen there')
      return post({ agent, address }, JSON.stringify({ org, writes: writes.map(sentWrite) }))
    },
    close: async () => {
      isClosing = true
      agent.destroy()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeIdleConnections()
      })
    },
  }
}

type SentWrite = Omit<PreparedWrite, 'secret'> & { readonly secret: string }

interface Sent {
  readonly org: OrgId
  readonly writes: readonly SentWrite[]
}

function sentWrite(write: PreparedWrite): SentWrite {
  return { ...write, secret: toBase64(write.secret) }
}

function preparedWrite(write: SentWrite): PreparedWrite {
  const secret = hashFromBase64(write.secret)
  if (secret === null) throw new Error('a write without a secret')
  return { ...write, secret }
}

function post(
  { agent, address }: { agent: Agent; address: string },
  body: string,
): Promise<readonly AppendResult[]> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': Buffer.byteLength(body) }
    const given = { socketPath: address, agent, method: 'POST', headers, timeout: answerWithinMs }
    const asked = request(given, (answer) => {
      textOf(answer).then((text) => resolve(JSON.parse(text) as AppendResult[]), reject)
    })
    asked.on('timeout', () => asked.destroy(new Error('the owner of the log is silent')))
    asked.on('error', reject)
    asked.end(body)
  })
}

async function textOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

// A path too long for a socket gets a short one elsewhere, as the database does.
function socketIn(folder: string): string {
  const name = `${process.pid}-${randomBytes(6).toString('hex')}.sock`
  const fits = Buffer.byteLength(join(folder, name)) <= socketPathBytesMax
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  const near = fits ? folder : join(tmpdir(), `taizhang-${hash}`)
  closedFolder(near, null)
  sweep(near)
  return join(near, name)
}

const socketName = /^(\d+)-[0-9a-f]{12}\.sock$/

/**
 * Whether it is such a socket, which only this user can have made. The database names it, and
 * whoever holds the database must not choose who is sent what the fields of an entry hide behind.
 */
function isOurs(address: string): boolean {
  if (!socketName.test(basename(address))) return false
  const [folder, socket] = [dirname(address), address].map((path) =>
    lstatSync(path, { throwIfNoEntry: false }),
  )
  const uid = process.getuid?.()
  const isClosed = folder?.isDirectory() === true && (folder.mode & 0o077) === 0
  return isClosed && socket?.isSocket() === true && folder.uid === uid && socket.uid === uid
}

// Who was killed leaves its socket behind.
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = socketName.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { force: true })
  }
}
