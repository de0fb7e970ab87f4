import type { Command } from 'commander'
import { refuse } from '../../ledger/fault.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import { say } from '../../ledger/label.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyGiven } from '../../pack/verify-given.ts'
import { parseSealedEntry } from '../../report/call/sealed-entry.ts'
import type { ShownCall } from '../../report/call/shown-call.ts'
import { callLines, showCall } from '../../report/call/shown-call.ts'
import { parseSealed } from '../../report/evidence/sealed-form.ts'
import { readDownloadedReply } from '../../report/exchange/item-forms.ts'
import type { SealedFile } from '../../report/file/read-sealed.ts'
import type { ShownReply } from '../../report/receive/shown-reply.ts'
import { showReply } from '../../report/receive/shown-reply.ts'
import type { ClaimGrounds, RecordsBehind } from '../../report/verify/records-behind.ts'
import type { ShownRecord } from '../../report/verify/shown-grounds.ts'
import { groundsWords, shownGrounds } from '../../report/verify/shown-grounds.ts'
import { resultWords, shownResult } from '../../report/verify/shown-result.ts'
import { verdictsOf } from '../../report/verify/verdicts.ts'
import type { Verification } from '../../report/verify/verification.ts'
import type { GivenFiles } from '../../report/verify/verify-files.ts'
import { recordsOfFiles } from '../../report/verify/verify-files.ts'
import type { CommandContext } from '../command-context.ts'
import { terminalLang } from '../terminal-lang.ts'

interface VerifyOptions {
  readonly key?: string
  readonly with?: string
  readonly records: boolean
  readonly json: boolean
  readonly lang: Lang
}

/** taizhang verify FILE [--with PACK] [--key VKEY] [--records] [--json] */
export function addVerify(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .description(
      '离线核验报告、年度证据包、报送任务或回执 / verify a report, year pack, call or reply, offline',
    )
    .argument('<file>', '.docx .pdf .zip .json')
    .option('--with <pack>', '另附的年度证据包或核验说明 / the year pack or the annex beside it')
    .option('--key <vkey>', '该单位公布的日志公钥 / key of the log, as the unit publishes it')
    .option('--records', '列出每处表述依据的记录 / list the records behind each claim', false)
    .option('--json', '输出 JSON / print JSON', false)
    .option('--lang <lang>', 'zh, en', terminalLang())
    .action(async (path: string, options: VerifyOptions) => {
      const lang = options.lang === 'en' ? 'en' : 'zh'
      const told = shownByItself(context.crypto, await context.readFile(path), options)
      if (told !== null) {
        const words = told.lines.map((line) => say(line, lang)).join('\n')
        context.print(options.json ? JSON.stringify(told.shown, null, 1) : words)
        context.exitCode(told.shown.holds ? 0 : 1)
        return
      }
      const given = await readGiven(context, path, options)
      const found = verifyGiven(context.crypto, given)
      const behind = options.records ? recordsOfFiles(context.crypto, given, found) : null
      context.print(
        options.json ? verificationJson(found, behind) : verificationText(found, behind, lang),
      )
      context.exitCode(found.holds ? 0 : 1)
    })
}

/** A call, a duty list or a reply, read as the JSON it is; null: it is none of these. */
function shownByItself(
  crypto: LogCrypto,
  bytes: Uint8Array,
  options: VerifyOptions,
): { readonly shown: ShownCall | ShownReply; readonly lines: readonly Label[] } | null {
  const text = new TextDecoder().decode(bytes)
  const call = parseSealedEntry(text)
  const reply = call === null ? readDownloadedReply(text) : null
  if (call === null && reply === null) return null
  checkKey(crypto, options.key)
  const key = options.key?.trim() ?? null
  if (call !== null) {
    const shown = showCall(crypto, call, key)
    return { shown, lines: callLines(shown) }
  }
  if (reply === null) return null
  const shown = showReply(crypto, reply, key)
  return { shown, lines: [shown.file.sentence, ...shown.facts, ...shown.trace] }
}

async function readGiven(
  context: CommandContext,
  path: string,
  options: VerifyOptions,
): Promise<GivenFiles> {
  const { files, outside, crypto } = context
  checkKey(crypto, options.key)
  const bytes = await context.readFile(path)
  const file = await outside.read('sealed', bytes, null)
  const beside =
    options.with === undefined
      ? null
      : await outside.read('sealed', await context.readFile(options.with), null)
  const same = file.kind === 'pdf' ? await setAgain(files, { file, bytes }) : {}
  return { file, beside, key: options.key ?? null, ...same }
}

/** Sets the evidence of a PDF again and compares; says nothing where that is not possible here. */
async function setAgain(
  files: CommandContext['files'],
  { file, bytes }: { readonly file: SealedFile; readonly bytes: Uint8Array },
): Promise<Pick<GivenFiles, 'isSameWhenSet'>> {
  const sealed = file.sealedText === null ? null : parseSealed(file.sealedText)
  if (sealed === null) return {}
  const withHead = sealed.document.number !== null
  try {
    const again = await files.renderSealedPdf(sealed, { withHead })
    return { isSameWhenSet: Buffer.compare(again, bytes) === 0 }
  } catch {
    // What a stranger wrote need not be a document that can be set.
    return {}
  }
}

function checkKey(crypto: LogCrypto, key: string | undefined): void {
  if (key === undefined || parseVerifierKey(crypto, key.trim()).ok) return
  refuse('verify.key', {
    at: ['--key'],
    text: { zh: '这不是完整的日志公钥', en: 'This is not a whole key of a log' },
    hint: {
      zh: '公钥形如“taizhang/…+1a2b3c4d+A…”，请整行复制。',
      en: 'A key looks like “taizhang/…+1a2b3c4d+A…”; copy the whole line.',
    },
  })
}

function verificationJson(found: Verification, behind: RecordsBehind | null): string {
  const records = behind === null ? {} : { records: Object.fromEntries(behind) }
  return JSON.stringify({ ...found, verdicts: verdictsOf(found), ...records }, null, 1)
}

function verificationText(found: Verification, behind: RecordsBehind | null, lang: Lang): string {
  const { file, content, facts, trace, ...parts } = shownResult(found)
  const inOne = (text: string) => text.replace(/\s+/g, ' ')
  const claims = parts.claims.flatMap(({ claim, state, text, sentence, behind: ids }) => [
    `${state.mark} ${say(state.label, lang)}  ${inOne(text)}  ${say(sentence, lang)}`,
    ...(behind === null ? countLine(ids.length) : recordLines(behind.get(claim))).map(
      (line) => `    ${inOne(say(line, lang))}`,
    ),
  ])
  const isAsked = behind !== null || parts.claims.every(({ behind: ids }) => ids.length === 0)
  const free = parts.free.map(({ sentence, words, accepted }) =>
    [inOne(sentence), inOne(words), ...(accepted ? [say(accepted, lang)] : [])].join('  '),
  )
  const findings = parts.findings.map(({ mark, sentence }) => `${mark} ${say(sentence, lang)}`)
  return [
    ...[file.sentence, content.sentence, ...facts, ...trace].map((line) => say(line, lang)),
    ...(claims.length > 0 ? ['', ...claims] : []),
    ...(isAsked ? [] : ['', say(howToAsk, lang)]),
    ...(free.length > 0 ? ['', say(resultWords.free, lang), ...free] : []),
    ...(findings.length > 0 ? ['', ...findings] : []),
  ].join('\n')
}

const howToAsk: Label = {
  zh: '加 --records 列出每处表述依据的记录',
  en: 'Add --records to list the records behind each claim',
}

function countLine(count: number): Label[] {
  return count === 0 ? [] : [groundsWords.count(count)]
}

/** All of them: whoever asks in a terminal can page and search. */
function recordLines(grounds: ClaimGrounds | undefined): Label[] {
  if (grounds === undefined) return []
  const { first, rest, withheld } = shownGrounds(grounds)
  return [...[...first, ...rest].map(recordLine), ...(withheld === null ? [] : [withheld])]
}

function recordLine({ title, lines }: ShownRecord): Label {
  const told = (lang: Lang, between: string) => lines.map((line) => line[lang]).join(between)
  return {
    zh: lines.length === 0 ? title.zh : `${title.zh}（${told('zh', '；')}）`,
    en: lines.length === 0 ? title.en : `${title.en} (${told('en', '; ')})`,
  }
}
