import type { IncomingMessage } from 'node:http'
import type { Delivery } from '../../app/ports/reminder-ports.ts'
import type { VettedTarget } from '../outbound/begin-post.ts'
import { beginPost } from '../outbound/begin-post.ts'
import type { OutboundRules } from '../outbound/outbound-rules.ts'
import { originOf } from '../outbound/outbound-rules.ts'
import type { LookUp } from '../outbound/vet-host.ts'
import { vetHost } from '../outbound/vet-host.ts'
import { certificateText, words } from './post-words.ts'

/** An answer with its body, or what came instead. */
export type Posted =
  | { readonly status: number; readonly retryAfter: string | null; readonly body: string }
  | { readonly delivery: Exclude<Delivery, { outcome: 'sent' }> }

const publicOnly = ['public'] as const
const listedKinds = ['public', 'private', 'own'] as const
/** Everything together, from connecting to the last byte of the answer. */
export const answerMsDefault = 5_000
const answerBytesMax = 64 * 1024
const secondMs = 1_000

/** What a post is held to. */
export interface PostingRules {
  readonly rules: OutboundRules
  readonly lookUp: LookUp
  readonly answerMs: number
}

/**
 * Posts JSON to an address that somebody typed. Only https on port 443, only to public addresses,
 * unless the rules of the machine name the origin; to the very address that was looked at; no
 * redirect is followed; 5 seconds, 64 KiB.
 */
export async function postJson(
  address: string,
  body: unknown,
  { rules, lookUp, answerMs }: PostingRules,
): Promise<Posted> {
  const url = URL.canParse(address) ? new URL(address) : null
  const origin = url === null ? null : originOf(url.href)
  if (url === null || origin === null) return refused(words.address)
  const isListed = rules.origins.has(origin)
  const isUsual = url.protocol === 'https:' && (url.port === '' || url.port === '443')
  if (!isUsual && !isListed) return refused(words.scheme)
  if (url.username !== '' || url.password !== '') return refused(words.credentials)
  const allowed = isListed ? listedKinds : publicOnly
  const vetted = await vetHost(url.hostname, { allowed, lookUp })
  if (!vetted.ok) {
    const { retry, reason } = vetted
    return { delivery: retry ? { outcome: 'later', reason } : { outcome: 'refused', reason } }
  }
  return exchange(url, JSON.stringify(body), { ...vetted, ca: rules.ca, answerMs })
}

interface Target extends VettedTarget {
  readonly answerMs: number
}

function exchange(url: URL, body: string, target: Target): Promise<Posted> {
  return new Promise((resolve) => {
    const asking = beginPost(url, target, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    })
    // Once connected, the text may have arrived whatever happens next.
    let connected = false
    let timer: NodeJS.Timeout | undefined
    const settle = (posted: Posted) => {
      clearTimeout(timer)
      asking.destroy()
      resolve(posted)
    }
    const broken = (error: NodeJS.ErrnoException) => {
      if (connected) return settle({ delivery: { outcome: 'unknown', reason: words.broken } })
      const certificate = certificateText(error.code)
      if (certificate !== null) return settle(refused(certificate))
      return settle({ delivery: { outcome: 'later', reason: words.unreachable } })
    }
    timer = setTimeout(() => {
      if (connected) settle({ delivery: { outcome: 'unknown', reason: words.slow } })
      else settle({ delivery: { outcome: 'later', reason: words.unreachable } })
    }, target.answerMs)
    asking.on('error', broken)
    asking.on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        connected = true
      })
    })
    asking.on('response', (response) => {
      read(response).then(settle, broken)
    })
    asking.end(body)
  })
}

async function read(response: IncomingMessage): Promise<Posted> {
  const status = response.statusCode ?? 0
  if (status >= 300 && status < 400) return refused(words.redirect)
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response) {
    bytes += (part as Buffer).length
    if (bytes > answerBytesMax) return { delivery: { outcome: 'unknown', reason: words.large } }
    parts.push(part as Buffer)
  }
  const retryAfter = response.headers['retry-after'] ?? null
  return { status, retryAfter, body: Buffer.concat(parts).toString('utf8') }
}

/** What an HTTP status says where the body is not to be read; null: read it. */
export function byStatus({ status, retryAfter }: { status: number; retryAfter: string | null }) {
  if (status === 429 || status === 503) {
    const seconds = Number(retryAfter ?? Number.NaN)
    const afterMs = Number.isFinite(seconds) && seconds > 0 ? { afterMs: seconds * secondMs } : {}
    const reason = status === 429 ? words.tooMany : words.busy
    return { outcome: 'later', reason, ...afterMs } satisfies Delivery
  }
  if (status >= 500) return { outcome: 'unknown', reason: words.failed(status) } satisfies Delivery
  if (status >= 400) return { outcome: 'refused', reason: words.failed(status) } satisfies Delivery
  return null
}

function refused(reason: { zh: string; en: string }): Posted {
  return { delivery: { outcome: 'refused', reason } }
}
