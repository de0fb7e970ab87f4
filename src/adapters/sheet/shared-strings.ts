import type { Archive } from '../../report/file/archive.ts'
import { readXml } from '../../report/file/read-xml.ts'
import { localName } from './local-name.ts'

/** The texts that cells of a workbook name by their number; none where it has no such part. */
export async function readSharedStrings(
  archive: Archive,
  part: string | null,
): Promise<readonly string[]> {
  if (part === null || !archive.has(part)) return []
  const strings: string[] = []
  const item = new RichText()
  readXml(await archive.read(part), {
    open({ name }) {
      const element = localName(name)
      if (element === 'si') item.begin()
      else item.open(element)
    },
    text: (text) => item.text(text),
    close(name) {
      const element = localName(name)
      if (element === 'si') strings.push(item.take())
      else item.close(element)
    },
  })
  return strings
}

/** The words of a rich text from the events of its parts; how they are pronounced is left out. */
export class RichText {
  #pieces: string[] = []
  #inText = false
  #inPhonetic = 0

  begin(): void {
    this.#pieces = []
  }

  open(element: string): void {
    if (element === 't') this.#inText = this.#inPhonetic === 0
    if (element === 'rPh') this.#inPhonetic++
  }

  text(text: string): void {
    if (this.#inText) this.#pieces.push(text)
  }

  close(element: string): void {
    if (element === 't') this.#inText = false
    if (element === 'rPh') this.#inPhonetic--
  }

  /** Characters that XML cannot hold are written `_x000D_`. */
  take(): string {
    return this.#pieces
      .join('')
      .replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      )
  }
}
