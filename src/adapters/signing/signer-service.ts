import { chmodSync, rmSync } from 'node:fs'
import type { AddressInfo, Server, Socket } from 'node:net'
import { connect as connectPlain, createServer as createPlain, isIPv6 } from 'node:net'
import { createServer as createTls } from 'node:tls'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { HeldKeys } from './answer-question.ts'
import { answerQuestion } from './answer-question.ts'
import { messageLines } from './message-lines.ts'
import type { SignerAddress } from './signer-address.ts'
import type { SignerAnswer, SignerQuestion } from './signer-messages.ts'

/** The signer of an installation, for its servers. */
export interface SignerService {
  /** Where it is asked, as its servers are told; of port 0, the free one that was taken. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Answers the servers of an installation by keys that none of them has: over a socket that the
 * rights of its file protect, or over TLS to whoever has a certificate that is expected.
 */
export async function serveSigner(address: SignerAddress, held: HeldKeys): Promise<SignerService> {
  const connected = new Set<Socket>()
  const serve = (socket: Socket): void => {
    connected.add(socket)
    socket.on('close', () => connected.delete(socket))
    // Whoever asked is gone, and asks again by another connection.
    socket.on('error', () => {})
    const lines = messageLines<SignerAnswer, SignerQuestion>(socket, (question) => {
      void answerQuestion(held, question).then(lines.send)
    })
  }
  const server = await listening(address, serve)
  return {
    url: urlOf(address, server),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of connected) socket.destroy()
      await closed
      await held.checkpointer.close()
    },
  }
}

function urlOf(address: SignerAddress, server: Server): string {
  if (address.kind === 'unix') return `unix:${address.path}`
  const { port } = server.address() as AddressInfo
  return `tls://${isIPv6(address.host) ? `[${address.host}]` : address.host}:${port}`
}

async function listening(address: SignerAddress, serve: (socket: Socket) => void): Promise<Server> {
  if (address.kind === 'tls') {
    const { host, port, cert, key, ca } = address
    const mutual = { requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' } as const
    const server = createTls({ cert, key, ca, ...mutual }, serve)
    server.on('tlsClientError', () => {})
    await listen(server, (done) => server.listen(port, host, done))
    return server
  }
  const { path } = address
  if (await isAnswered(path)) refuseTaken(path)
  rmSync(path, { force: true })
  const server = createPlain(serve)
  await listen(server, (done) => server.listen(path, done))
  // Servers under another user are let in by their group.
  chmodSync(path, 0o660)
  return server
}

function listen(server: Server, begin: (done: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenRefusal(error)))
    begin(() => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}

function listenRefusal({ code, message }: NodeJS.ErrnoException): Refusal {
  const text = {
    zh: '签署服务不能在这个地址上接受连接。',
    en: 'The signer service cannot take connections at this address.',
  }
  const hint = {
    zh: '请检查 --listen：端口是否已被占用，套接字所在的目录是否存在、能否写入。',
    en: 'Check --listen: whether the port is in use, and whether the folder of the socket is there and writable.',
  }
  return new Refusal([fault('signer.listen', { at: [code ?? message], text, hint })])
}

// A socket that a killed process left behind answers nobody.
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const trial = connectPlain(path)
    trial.on('connect', () => {
      trial.destroy()
      resolve(true)
    })
    trial.on('error', () => resolve(false))
  })
}

function refuseTaken(path: string): never {
  return refuse('signer.taken', {
    at: [path],
    text: {
      zh: `已有一个签署服务在 ${path} 上运行。`,
      en: `A signer service already answers at ${path}.`,
    },
    hint: {
      zh: '一套密钥只由一个签署服务掌管，请先停止它。',
      en: 'One service holds the keys of an installation; stop it first.',
    },
  })
}
