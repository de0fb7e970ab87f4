import type { Server, ServerResponse } from 'node:http'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { networkInterfaces } from 'node:os'
import type { ServerAddress } from '../api/guard-origin.ts'
import type { HttpApp } from '../api/http.ts'
import { nodeOptions, overNode } from '../api/over-node.ts'
import { fault, Refusal, refuse } from '../ledger/fault.ts'
import type { Certificate } from './certificate.ts'
import { readCertificate } from './certificate.ts'

/** What the command line says about serving. */
export interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly cert: string | null
  readonly key: string | null
  readonly publicUrl: string | null
  readonly trustedProxy: boolean
}

/** A server that answers. */
export interface Serving {
  /** Where people open it. */
  readonly address: string
  /** Stops taking requests and waits for those under way. */
  stop(): Promise<void>
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])
const headerBytesMax = 16 * 1024
const headersWithinMs = 10_000
const requestWithinMs = 60_000
/**
 * How long a connection is kept on which nothing is asked: longer than a page waits between two
 * questions, or a proxy before us keeps its own (a minute). Node closes it after five seconds, just
 * when an open draft asks again, and what somebody sends at that moment gets no answer.
 */
const keptOpenMs = 75_000
const stopWithinMs = 10_000
const idleLookMs = 20

/**
 * Checks what was asked before anything is started. Plain http is for this machine alone: beyond
 * it, cookies would travel for everybody to read (`serve.plain`).
 */
export function doorOf(options: ServeOptions): ServerAddress {
  const { host, cert, key, publicUrl, trustedProxy } = options
  if ((cert === null) !== (key === null)) refuseHalf()
  const isProxied = trustedProxy && publicUrl !== null
  if (publicUrl !== null && !/^https?:\/\/[^/\s]+\/?$/.test(publicUrl)) refusePublicUrl()
  if (!loopback.has(host) && cert === null && !isProxied) refusePlain()
  const isPublicSecure = publicUrl?.startsWith('https:') === true
  return {
    publicUrl: publicUrl?.replace(/\/$/, '') ?? null,
    secure: cert !== null || (isProxied && isPublicSecure),
    trustedProxy: isProxied,
    names: certificateOf(options)?.names ?? [],
  }
}

/** Listens. Refuses with `serve.port` or `serve.host` what this machine does not let it have. */
export async function listen(app: HttpApp, options: ServeOptions): Promise<Serving> {
  const limits = {
    ...nodeOptions,
    maxHeaderSize: headerBytesMax,
    headersTimeout: headersWithinMs,
    requestTimeout: requestWithinMs,
    keepAliveTimeout: keptOpenMs,
  }
  const certificate = certificateOf(options)
  const answer = overNode(app)
  const server: Server =
    certificate === null
      ? createHttp(limits, answer)
      : createHttps({ ...limits, cert: certificate.cert, key: certificate.key }, answer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(notListening(error, options)))
    server.listen(options.port, options.host, resolve)
  })
  return { address: addressOf(server, options), stop: () => stop(server) }
}

function addressOf(server: Server, options: ServeOptions): string {
  if (options.publicUrl !== null) return options.publicUrl.replace(/\/$/, '')
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port
  const open = options.host === '0.0.0.0' || options.host === '::'
  const host = open ? (firstOuterAddress() ?? 'localhost') : options.host
  const scheme = options.cert === null ? 'http' : 'https'
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** What a phone in the same network types. */
function firstOuterAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .find((one) => !one.internal && one.family === 'IPv4')?.address
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), stopWithinMs)
    timer.unref()
    // Browsers keep connections open without asking anything; those end at once, and those of a
    // busy program as soon as they pause: each was going to ask again and again.
    const idle = setInterval(() => server.closeIdleConnections(), idleLookMs)
    server.close(() => {
      clearTimeout(timer)
      clearInterval(idle)
      resolve()
    })
    server.prependListener('request', (_: unknown, response: ServerResponse) => {
      if (!response.headersSent) response.setHeader('connection', 'close')
    })
    server.closeIdleConnections()
  })
}

/** The certificate of `--cert` and `--key`; null without them. Refuses with `serve.certificate`. */
export function certificateOf({
  cert,
  key,
}: Pick<ServeOptions, 'cert' | 'key'>): Certificate | null {
  return cert === null || key === null ? null : readCertificate({ cert, key })
}

/** The refusal for an address that cannot be listened on; any other error as it is. */
function notListening(
  error: NodeJS.ErrnoException,
  { port, host }: Pick<ServeOptions, 'port' | 'host'>,
): Error {
  const otherPort = { zh: '请用 --port 换一个。', en: 'Choose another with --port.' }
  switch (error.code) {
    case 'EADDRINUSE': {
      const text = { zh: `端口 ${port} 已被占用。`, en: `Port ${port} is in use.` }
      return new Refusal([fault('serve.port', { text, hint: otherPort })])
    }
    case 'EACCES': {
      const text = {
        zh: `这个系统用户不能使用端口 ${port}。`,
        en: `This system user may not use port ${port}.`,
      }
      const hint = {
        zh: '请用 --port 换一个 1024 以上的，前面用代理转发。',
        en: 'Choose one above 1024 with --port, behind a proxy.',
      }
      return new Refusal([fault('serve.port', { text, hint })])
    }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN': {
      const text = { zh: `本机没有 ${host} 这个地址。`, en: `This machine has no address ${host}.` }
      const hint = {
        zh: '--host 写本机的地址；0.0.0.0 为全部地址。',
        en: '--host is an address of this machine; 0.0.0.0 stands for all.',
      }
      return new Refusal([fault('serve.host', { text, hint })])
    }
    default:
      return error
  }
}

function refuseHalf(): never {
  return refuse('serve.certificate', {
    text: {
      zh: '--cert 与 --key 必须一起给出。',
      en: '--cert and --key must be given together.',
    },
    hint: { zh: 'taizhang cert 可生成一对。', en: 'taizhang cert makes a pair.' },
  })
}

function refusePublicUrl(): never {
  return refuse('serve.public-url', {
    text: {
      zh: '--public-url 应形如 https://tz.example.cn，不带路径。',
      en: '--public-url looks like https://tz.example.cn, without a path.',
    },
    hint: { zh: '请写用户在浏览器中输入的地址。', en: 'Give the address that people type.' },
  })
}

function refusePlain(): never {
  return refuse('serve.plain', {
    text: {
      zh: '未加密的 http 只供本机使用。',
      en: 'Plain http serves this machine only.',
    },
    hint: {
      zh: '请先 taizhang cert 生成证书并用 --cert、--key，或置于代理之后并用 --public-url 与 --trusted-proxy。',
      en:
        'Make a certificate with taizhang cert and give --cert and --key, or stand behind a proxy ' +
        'and give --public-url and --trusted-proxy.',
    },
  })
}
