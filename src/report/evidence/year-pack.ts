import { canonicalJson } from '../../log/canonical-json.ts'
import { toHex } from '../../log/hex.ts'
import type { JointOpening } from '../../log/joint-opening.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Payload } from '../../log/payload-tree.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { ReportDocument } from '../document.ts'

/** Names of the parts of a year pack. */
export const packParts = {
  report: 'report.docx',
  sealed: 'report.json',
  manifest: 'manifest.json',
  readme: 'README.md',
  verifier: 'verifier.html',
  claims: 'claims.json',
  log: 'log/',
  pack: 'pack/',
  records: 'records/',
  attachments: 'attachments/',
} as const

/** What a year pack says of itself: which report, and the SHA-256 (hex) of every other part. */
export interface PackManifest {
  readonly taizhang: 'year-pack@1'
  readonly organisation: string
  readonly year: number
  readonly report: string
  readonly parts: { readonly [path: string]: string }
}

/** A record in a year pack: what its exporter may read of it, proved in the log. */
export interface PackRecord {
  readonly id: string
  readonly register: string
  /** As people read it, in Chinese, by the label of each field. */
  readonly shown: { readonly [label: string]: string }
  readonly entry: number
  readonly leaf: string
  readonly receipt: string
  /** Opens every field that may be read. */
  readonly opening: JointOpening
}

/** Which records each claim rests on, as text. */
export function claimsText({ claims }: ReportDocument): string {
  return canonicalJson(
    claims.map(({ id, text, figure, duty, records }) => ({ id, text, figure, duty, records })),
  )
}

/** The parts that hold records: one a register, by its path. */
export function recordParts(records: readonly PackRecord[]): Record<string, Uint8Array> {
  const registers = [...new Set(records.map(({ register }) => register))].sort()
  return Object.fromEntries(
    registers.map((register) => {
      const own = records.filter((one) => one.register === register)
      return [`${packParts.records}${register}.json`, toUtf8(canonicalJson(own))]
    }),
  )
}

/** Payload paths of a record that its exporter may open: all but what is withheld from them. */
export function openPaths(payload: Payload, withheld: readonly string[]): ReadonlySet<string> {
  const cells = 'secret' in payload ? payload.fields : payload.cells
  return new Set(cells.map(({ path }) => path).filter((path) => !isWithheld(path, withheld)))
}

/** Paths run `agenda/0/topic`; a withheld column (`agenda.topic`) leaves the rest of its row open. */
function isWithheld(path: string, withheld: readonly string[]): boolean {
  const [field, , column] = path.split('/')
  return withheld.some((one) => {
    const [outer, inner] = one.split('.')
    return outer === field && (inner === undefined || inner === column || column === '#')
  })
}

/** The manifest as text. */
export function manifestText(
  crypto: LogCrypto,
  about: Omit<PackManifest, 'taizhang' | 'parts'>,
  parts: Readonly<Record<string, Uint8Array>>,
): string {
  const hashes = Object.entries(parts).map(([path, bytes]) => [path, hexHash(crypto, bytes)])
  const manifest = { taizhang: 'year-pack@1', ...about, parts: Object.fromEntries(hashes) }
  return canonicalJson(manifest)
}

/** SHA-256 in hex. */
export function hexHash(crypto: LogCrypto, bytes: Uint8Array): string {
  return toHex(crypto.sha256(bytes))
}

/** What lies in the pack and how it is checked, for whoever opens it first. */
export function packReadme({ title, key }: { title: string; key: string }): Uint8Array {
  return toUtf8(`# ${title}

## 年度证据包

双击打开 \`verifier.html\`，把本压缩包拖进去，即可离线核验：不联网，不需要账号。
这个网页也是随包发来的：不信任发送方的，请用另行取得的核验网页，或命令行
\`taizhang verify 本文件.zip --key 日志公钥\`。

请向该单位（或其上级）索取日志公钥核对，不要只用本包自带的：

    ${key}

| 内容 | 说明 |
|---|---|
| report.docx | 签发的报告，自带证据 |
| report.json | 报告正文、证据、签发条目（签名就是对它作出的） |
| claims.json | 每处表述依据哪些记录 |
| records/ | 这些记录中导出人可以看的内容，各自的条目、入账凭证和证明；可读文字（\`shown\`）没有证明 |
| attachments/ | 附件原件，文件名是其 SHA-256（按需附带） |
| log/ | 日志：检查点、公钥、全部条目和散列（c2sp.org/tlog-tiles） |
| pack/ | 当时启用的业务包，数据项的定义出自这里 |
| manifest.json | 各部分的 SHA-256；没有签署，只防误损 |

已发出的副本，单位日后依法擦除时无法收回。

## Year pack

Open \`verifier.html\` and drop this archive into it. It verifies offline: no network, no account.
The page came with the pack: whoever does not trust the sender takes one from elsewhere, or the
command line: \`taizhang verify FILE.zip --key VKEY\`.

Ask the unit, or the body above it, for the key of its log; do not rely on the one in here alone.

| part | what it is |
|---|---|
| report.docx | the signed report, which carries its evidence |
| report.json | document, evidence and signing entry: what was signed |
| claims.json | which records each claim rests on |
| records/ | of these what the exporter may read, with entry, receipt and proof; \`shown\` is not proved |
| attachments/ | files, named by their SHA-256, where asked for |
| log/ | checkpoint, key, all entries and hashes (c2sp.org/tlog-tiles) |
| pack/ | the pack in force then, where definitions come from |
| manifest.json | the SHA-256 of every part; signed by nobody, it guards against mishaps |

What was sent cannot be taken back when the unit lawfully erases something later.
`)
}
