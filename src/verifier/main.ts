import { faultsText, Refusal } from '../ledger/fault.ts'
import type { Label, Lang } from '../ledger/label.ts'
import { say } from '../ledger/label.ts'
import { verifyGiven } from '../pack/verify-given.ts'
import type { SealedEntry } from '../report/call/sealed-entry.ts'
import { showCall } from '../report/call/shown-call.ts'
import type { SealedFile } from '../report/file/read-sealed.ts'
import { recordsOfFiles } from '../report/verify/verify-files.ts'
import { webCrypto } from '../web/crypto.ts'
import { callIn, readDropped } from '../web/verify/read-dropped.ts'
import { callElements, verificationElements } from './show-verification.ts'

/** A file as it was read, or why it was not. */
type Read =
  | { readonly kind: 'report'; readonly file: SealedFile }
  | { readonly kind: 'call'; readonly call: SealedEntry }
  | { readonly kind: 'refused'; readonly why: Label }

/** What the page holds. */
const held: { lang: Lang; file: Read | null; pack: Read | null } = {
  lang: 'zh',
  file: null,
  pack: null,
}

const working: Label = { zh: '正在核验…', en: 'Verifying…' }

function byId<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}

async function take(which: 'file' | 'pack', given: File | undefined): Promise<void> {
  if (!given) return
  byId<HTMLOutputElement>(`${which}-name`).value = given.name
  byId('result').textContent = say(working, held.lang)
  // The word is painted before the page is busy.
  await new Promise((resolve) => setTimeout(resolve, 30))
  held[which] = await read(new Uint8Array(await given.arrayBuffer()))
  show()
}

async function read(bytes: Uint8Array): Promise<Read> {
  try {
    const call = callIn(bytes)
    return call === null
      ? { kind: 'report', file: await readDropped(bytes) }
      : { kind: 'call', call }
  } catch (error) {
    return { kind: 'refused', why: error instanceof Refusal ? faultsText(error.faults) : unread }
  }
}

const unread: Label = { zh: '这个文件读不出来。', en: 'This file cannot be read.' }

function show(): void {
  const { lang, file, pack } = held
  const refused = [file, pack].find((one) => one?.kind === 'refused')
  byId('result').replaceChildren(
    ...(refused ? [refusedElement(refused.why, lang)] : foundElements(file ?? pack, pack, lang)),
  )
}

function foundElements(file: Read | null, beside: Read | null, lang: Lang): HTMLElement[] {
  const key = byId<HTMLInputElement>('key').value
  if (file?.kind === 'call')
    return callElements(showCall(webCrypto, file.call, key.trim() || null), lang)
  if (file?.kind !== 'report') return []
  const pack = beside?.kind === 'report' && beside !== file ? beside.file : null
  const given = { file: file.file, beside: pack, key }
  const found = verifyGiven(webCrypto, given)
  return verificationElements(found, () => recordsOfFiles(webCrypto, given, found), lang)
}

function refusedElement(why: Label, lang: Lang): HTMLElement {
  const line = document.createElement('p')
  line.className = 'conclusion'
  line.textContent = say(why, lang)
  return line
}

function speak(lang: Lang): void {
  held.lang = lang
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
  for (const one of document.querySelectorAll<HTMLElement>('[data-zh]')) {
    one.textContent = one.dataset[lang] ?? ''
  }
  const other = byId('lang')
  other.textContent = lang === 'zh' ? 'English' : '中文'
  other.lang = lang === 'zh' ? 'en' : 'zh-CN'
  show()
}

function listen(): void {
  byId('lang').addEventListener('click', () => speak(held.lang === 'zh' ? 'en' : 'zh'))
  byId('key').addEventListener('change', show)
  for (const which of ['file', 'pack'] as const) {
    const input = byId<HTMLInputElement>(which)
    input.addEventListener('change', () => void take(which, input.files?.[0]))
  }
  const drop = byId('drop')
  document.addEventListener('dragover', (event) => {
    event.preventDefault()
    drop.classList.add('over')
  })
  document.addEventListener('dragleave', () => drop.classList.remove('over'))
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    drop.classList.remove('over')
    void take('file', event.dataTransfer?.files[0])
  })
}

listen()
speak(navigator.language.startsWith('zh') ? 'zh' : 'en')
