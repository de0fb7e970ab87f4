import type { Readable } from 'node:stream'
import { refuse } from '../ledger/fault.ts'
import { fileBytesMax } from './contract/file-bytes-max.ts'
import type { HttpRequest } from './http.ts'

export const bodyBytesMax = 1024 * 1024
const depthMax = 24

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The JSON of a request; undefined when it has no body. Refuses with `body.*`. */
export async function readBody(request: HttpRequest): Promise<unknown> {
  const bytes = await readBytes(request.body, { max: bodyBytesMax, tooLarge })
  if (bytes.length === 0) return undefined
  // A form of another site can send text or form data without asking, but never this type.
  if (mediaType(request) !== 'application/json') wrongType()
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return notJson()
  }
  if (isDeep(text)) tooDeep()
  try {
    return JSON.parse(text)
  } catch {
    return notJson()
  }
}

/** The bytes of a file, and a range as it comes from the clipboard of a spreadsheet. */
const fileTypesTaken: ReadonlySet<string> = new Set([
  'application/octet-stream',
  'text/tab-separated-values',
])

/**
 * The bytes of a file; empty when none was sent. Whatever the sender says of its length, reading
 * stops at the limit. Refuses with `body.type` and `file.too-large`.
 */
export async function readFileBody(request: HttpRequest): Promise<Uint8Array> {
  // The same reason as for JSON: no form of another site can send these types.
  if (!fileTypesTaken.has(mediaType(request) ?? '')) wrongFileType()
  return readBytes(request.body, { max: fileBytesMax, tooLarge: fileTooLarge })
}

function mediaType({ header }: HttpRequest): string | undefined {
  return header('content-type')?.split(';')[0]?.trim().toLowerCase()
}

async function readBytes(
  body: Readable,
  limit: { readonly max: number; readonly tooLarge: () => never },
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const length = await readThrough(body, (part, soFar) => {
    if (soFar <= limit.max) parts.push(part)
    else parts.length = 0
  })
  if (length > limit.max) limit.tooLarge()
  return Buffer.concat(parts)
}

/** What is read of a body that nobody wants, so that the answer arrives; beyond it, it is cut. */
const unwantedBytesMax = 64 * 1024 * 1024

// Ending in the middle would reset the connection, and the refusal would never be read.
function readThrough(
  body: Readable,
  take: (part: Uint8Array, soFar: number) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let length = 0
    // A body that was read to its end is closed as well.
    const closed = () => {
      if (body.readableEnded) resolve(length)
      else reject(new Disconnected())
    }
    if (body.destroyed || body.readableEnded) return closed()
    body.once('error', closed)
    body.once('close', closed)
    body.once('end', closed)
    body.on('data', (part: Uint8Array) => {
      length += part.length
      take(part, length)
      if (length <= unwantedBytesMax) return
      body.pause()
      resolve(length)
    })
  })
}

/** Whoever asked went away before they had sent everything. */
export class Disconnected extends Error {}

/** Reads what was sent with a request that is refused before anybody looked at it. */
export async function passOver({ body }: HttpRequest): Promise<void> {
  if (!body.readableDidRead) await readThrough(body, () => {})
}

// Counted before parsing, so that no depth is ever built.
function isDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (inString) {
      if (sign === backslash) at++
      else if (sign === quote) inString = false
    } else if (sign === quote) inString = true
    else if (sign === openBrace || sign === openBracket) {
      depth++
      if (depth > depthMax) return true
    } else if (sign === closeBrace || sign === closeBracket) depth--
  }
  return false
}

const [quote, backslash] = [0x22, 0x5c]
const [openBracket, closeBracket] = [0x5b, 0x5d]
const [openBrace, closeBrace] = [0x7b, 0x7d]

function notJson(): never {
  return refuse('body.not-json', {
    text: { zh: '请求的内容不是有效的 JSON。', en: 'The body of the request is not valid JSON.' },
    hint: { zh: '请发送 UTF-8 编码的 JSON。', en: 'Send JSON in UTF-8.' },
  })
}

function tooDeep(): never {
  return refuse('body.deep', {
    text: { zh: '请求的内容嵌套过深。', en: 'The body of the request is nested too deeply.' },
    hint: { zh: `最多 ${depthMax} 层。`, en: `At most ${depthMax} levels.` },
  })
}

function tooLarge(): never {
  return refuse('body.too-large', {
    text: { zh: '请求的内容过大。', en: 'The body of the request is too large.' },
    hint: { zh: '最多 1 MiB。', en: 'At most 1 MiB.' },
  })
}

function wrongType(): never {
  return refuse('body.type', {
    text: { zh: '请求的内容类型不对。', en: 'The body has the wrong content type.' },
    hint: {
      zh: '请使用 Content-Type: application/json。',
      en: 'Use Content-Type: application/json.',
    },
  })
}

function fileTooLarge(): never {
  return refuse('file.too-large', {
    text: { zh: '文件太大。', en: 'The file is too large.' },
    hint: {
      zh: '最大 20 MB；去掉图片或分成几份。',
      en: 'The limit is 20 MB; remove pictures or split it.',
    },
  })
}

function wrongFileType(): never {
  return refuse('body.type', {
    text: { zh: '请求的内容类型不对。', en: 'The body has the wrong content type.' },
    hint: {
      zh: '请直接发送文件内容，Content-Type: application/octet-stream。',
      en: 'Send the bytes of the file with Content-Type: application/octet-stream.',
    },
  })
}
