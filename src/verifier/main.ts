import { Refusal } from '../ledger/fault.ts'
import { say } from '../ledger/label.ts'
import type { Label, Lang } from '../ledger/label.ts'
import { verifyGiven } from '../pack/verify-given.ts'
import type { SealedFile } from '../report/file/read-sealed.ts'
import { webCrypto } from '../web/crypto.ts'
import { readDropped } from '../web/verify/read-dropped.ts'
import { verificationElements } from './show-verification.ts'

/** What the page holds: files as read, or why they were not. */
const held: {
  lang: Lang
  file: SealedFile | Label | null
  pack: SealedFile | Label | null
} = { lang: 'zh', file: null, pack: null }

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
  try {
    held[which] = await readDropped(new Uint8Array(await given.arrayBuffer()))
  } catch (error) {
    held[which] = error instanceof Refusal ? refusalText(error) : unread
  }
  show()
}

const unread: Label = { zh: '这个文件读不出来。', en: 'This file cannot be read.' }

function refusalText({ faults }: Refusal): Label {
  return {
    zh: faults.map(({ text, hint }) => `${text.zh}。${hint.zh}`).join(' '),
    en: faults.map(({ text, hint }) => `${text.en}. ${hint.en}`).join(' '),
  }
}

function show(): void {
  const result = byId('result')
  const { lang, file, pack } = held
  const refused = [file, pack].find((one): one is Label => one !== null && 'zh' in one)
  if (refused) {
    const line = document.createElement('p')
    line.className = 'conclusion'
    line.textContent = say(refused, lang)
    result.replaceChildren(line)
    return
  }
  const read = (file ?? pack) as SealedFile | null
  if (read === null) return result.replaceChildren()
  const beside = file === null ? null : (pack as SealedFile | null)
  const key = byId<HTMLInputElement>('key').value
  const found = verifyGiven(webCrypto, { file: read, beside, key })
  result.replaceChildren(...verificationElements(found, lang))
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
