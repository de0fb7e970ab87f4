import type { ApiError } from '../../api/contract/api-error.ts'
import { shownOrganisationHeader } from '../../api/contract/shown-organisation-header.ts'
import { standingInHeader } from '../../api/contract/standing-in-header.ts'
import { toHex } from '../../log/hex.ts'
import { storedLang } from '../say.tsx'
import { awaited, heard, unheard } from './server-presence.ts'
import { shownOrganisation } from './shown-organisation.ts'
import { actUnder, standingInRecord } from './standing-in.ts'

/** An error of the API, as the page shows it. `status` 0: the server could not be reached. */
export class ApiFailure extends Error {
  readonly problem: ApiError

  constructor(problem: ApiError) {
    super(`${problem.code}: ${problem.title}`)
    this.name = 'ApiFailure'
    this.problem = problem
  }
}

/** What one request carries beside its path. */
export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  /** Sent as its bytes, instead of a body. */
  readonly file?: Blob
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** An answer with its ETag, for those who write back with If-Match. */
export interface Answer<T> {
  readonly body: T
  readonly etag: string | null
}

const unreachable: Record<'zh' | 'en', Pick<ApiError, 'title' | 'detail' | 'hint'>> = {
  zh: {
    title: '连接不到服务器',
    detail: '网络中断，或服务器没有运行。填写的内容保留在本机。',
    hint: '请检查网络，稍后再试。',
  },
  en: {
    title: 'The server cannot be reached',
    detail: 'The network is down or the server is not running. What you typed is kept here.',
    hint: 'Check the network and try again.',
  },
}

/** The problem of a server that cannot be reached. */
export function unreachableError(): ApiError {
  return apiErrorOf(0, 'page.unreachable', unreachable)
}

const unreadable: typeof unreachable = {
  zh: { title: '服务器的回答无法读取', detail: '回答不是约定的格式。', hint: '请告知管理员。' },
  en: {
    title: 'The server’s answer cannot be read',
    detail: 'The answer is not in the agreed form.',
    hint: 'Tell the administrator.',
  },
}

/** A problem that the page itself has met, in the words of its language; `status` 0: no server's. */
export function apiErrorOf(status: number, code: string, words: typeof unreachable): ApiError {
  return { type: `/problems/${code}`, status, code, faults: [], ...words[storedLang()] }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiFailure(apiErrorOf(response.status, 'page.answer.unreadable', unreadable))
  }
}

function isApiError(body: unknown): body is ApiError {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body
}

/** Asks the API and gives the answer with its ETag; throws `ApiFailure` on any failure. */
export async function askWithTag<T>(path: string, asking: Asking = {}): Promise<Answer<T>> {
  const response = await send(path, asking)
  return { body: (await bodyOf(response)) as T, etag: response.headers.get('etag') }
}

/** Fetches a file of the API as its bytes; throws `ApiFailure` on any failure. */
export async function askBytes(path: string, asking: Asking = {}): Promise<ArrayBuffer> {
  const response = await send(path, asking)
  try {
    return await response.arrayBuffer()
  } catch (error) {
    throw unreachableUnlessGone(error)
  }
}

/** An answer that is none of an error. */
async function send(path: string, asking: Asking): Promise<Response> {
  const { method = 'GET', body, file, headers = {}, signal } = asking
  const standsIn = standingInRecord()
  const shown = shownOrganisation()
  let response: Response
  const answered = awaited()
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'accept-language': storedLang() === 'zh' ? 'zh-CN' : 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...(standsIn === null ? {} : { [standingInHeader]: standsIn }),
        ...(shown === null ? {} : { [shownOrganisationHeader]: shown }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
      ...(signal === undefined ? {} : { signal }),
    })
    heard()
  } catch (error) {
    throw unreachableUnlessGone(error)
  } finally {
    answered()
  }
  if (response.ok) return response
  const answer = await bodyOf(response)
  // It was revoked or has run out: from here on this window acts as whoever signed in.
  if (standsIn !== null && isApiError(answer) && answer.code === 'access.stand-in') actUnder(null)
  if (isApiError(answer)) throw new ApiFailure({ ...answer, status: response.status })
  throw new ApiFailure(apiErrorOf(response.status, 'page.answer.unreadable', unreadable))
}

function unreachableUnlessGone(error: unknown): unknown {
  if (error instanceof DOMException && error.name === 'AbortError') return error
  unheard()
  return new ApiFailure(unreachableError())
}

/** Asks the API; throws `ApiFailure` on any failure. */
export async function ask<T>(path: string, asking: Asking = {}): Promise<T> {
  return (await askWithTag<T>(path, asking)).body
}

/** A random key for `Idempotency-Key`; works on plain http too, where randomUUID does not exist. */
export function randomKey(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)))
}
