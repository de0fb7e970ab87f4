import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { HttpAnswer } from './http.ts'
import { lookingPolicy, pagePolicy } from './security-headers.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

const compressed = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt', '.webmanifest'])

interface PageFile {
  readonly bytes: Buffer
  readonly type: string
  readonly isHashed: boolean
  readonly isFrame: boolean
  readonly packed: Map<'br' | 'gzip', Buffer>
}

/** The built page: its files by path, and its first document. */
export interface PageFiles {
  /** Null: no such file. */
  file(path: string, acceptEncoding: string): HttpAnswer | null
  document(): HttpAnswer
}

/** Reads the built page into memory; a folder without one gives a page that says so. */
export function readPageFiles(folder: string): PageFiles {
  const files = new Map(pathsUnder(folder).map((path) => [path, pageFile(folder, path)]))
  const document = files.get('/index.html')?.bytes.toString('utf8') ?? missingPage
  return {
    file(path, acceptEncoding) {
      const file = path === '/index.html' ? undefined : files.get(path)
      return file ? fileAnswer(file, acceptEncoding) : null
    },
    document() {
      return {
        status: 200,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          'content-security-policy': pagePolicy,
        },
        body: document,
      }
    },
  }
}

function pathsUnder(folder: string, under = ''): readonly string[] {
  const here = join(folder, under)
  if (!statSync(here, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(here, { withFileTypes: true }).flatMap((entry) => {
    const path = `${under}/${entry.name}`
    return entry.isDirectory() ? pathsUnder(folder, path) : entry.isFile() ? [path] : []
  })
}

function pageFile(folder: string, path: string): PageFile {
  return {
    bytes: readFileSync(join(folder, path)),
    type: types[extname(path)] ?? 'application/octet-stream',
    // Vite puts the hash of the contents into names under assets/: those never change.
    isHashed: /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(path),
    isFrame: path === '/looking/frame.html',
    packed: new Map(),
  }
}

function fileAnswer(file: PageFile, acceptEncoding: string): HttpAnswer {
  const headers: Record<string, string> = {
    ...(file.isFrame ? { 'content-security-policy': lookingPolicy } : {}),
    // The frame asks for its scripts from an origin of its own; a program is no secret.
    'access-control-allow-origin': '*',
    'content-type': file.type,
    'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  }
  const encoding = encodingFor(file, acceptEncoding)
  if (!encoding) return { status: 200, headers, body: file.bytes }
  const packed = file.packed.get(encoding) ?? pack(file.bytes, encoding)
  file.packed.set(encoding, packed)
  return { status: 200, headers: { ...headers, 'content-encoding': encoding }, body: packed }
}

function encodingFor(file: PageFile, accept: string): 'br' | 'gzip' | null {
  const ending = Object.keys(types).find((one) => types[one] === file.type) ?? ''
  if (!compressed.has(ending) || file.bytes.length < 1024) return null
  if (/\bbr\b/.test(accept)) return 'br'
  return /\bgzip\b/.test(accept) ? 'gzip' : null
}

function pack(bytes: Buffer, encoding: 'br' | 'gzip'): Buffer {
  if (encoding === 'gzip') return gzipSync(bytes, { level: 9 })
  // Quality 9 is within 3 % of the best and ten times as fast: the first visitor waits for it.
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
}

const missingPage = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>台账 Taizhang</title></head>
<body><h1>台账</h1><p>服务已启动，但页面文件不在：安装不完整，或页面尚未构建。
请系统管理员重新安装，或在程序目录运行 <code>npm run build</code> 后重启服务。
数据不受影响。</p>
<p lang="en">The service runs, but the files of its page are missing: it is not wholly installed, or
the page was never built. The system administrator installs it again, or runs
<code>npm run build</code> in its folder and starts the service again. No data is lost.</p>
</body></html>
`
