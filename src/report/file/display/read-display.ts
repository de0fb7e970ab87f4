import type { Archive } from '../archive.ts'
import { readXml } from '../read-xml.ts'
import { mainPartOf, relationsOf } from '../relations.ts'
import { tricksOfPackage } from './package-tricks.ts'
import { PartWatch } from './part-watch.ts'
import type { DocxDisplay, Trick } from './trick.ts'
import { tricksOfStyles } from './used-styles.ts'

/** Pictures that are read; more are named all the same. */
const picturesMax = 20

/** What a Word file shows that its text does not say. Refuses with `file.…`. */
export async function readDisplay(archive: Archive): Promise<DocxDisplay> {
  const mainPart = await mainPartOf(archive)
  const main = await watched(archive, mainPart, { isMargin: false })
  const tricks: Trick[] = [...main.tricks]
  const used = new Set(main.styles)
  const relations = (await relationsOf(archive, mainPart)).flatMap(({ id, type, part }) =>
    part !== null && archive.has(part) ? [{ id, type, part }] : [],
  )
  for (const { type, part } of relations) {
    if (type !== 'header' && type !== 'footer') continue
    const watch = await watched(archive, part, { isMargin: true })
    for (const trick of watch.tricks) tricks.push(trick)
    if (watch.pictures.length > 0) tricks.push({ kind: 'picture', detail: part })
    for (const style of watch.styles) used.add(style)
  }
  for (const { type, part } of relations) {
    // Word 2010 prefers the second, where a file has both.
    if (type !== 'styles' && type !== 'stylesWithEffects') continue
    const kinds = tricksOfStyles(await archive.read(part), used)
    for (const kind of kinds) tricks.push({ kind, detail: part })
  }
  for (const trick of await tricksOfPackage(archive, mainPart)) tricks.push(trick)
  const pictures: Uint8Array[] = []
  for (const wanted of main.pictures.slice(0, picturesMax)) {
    const image = relations.find(({ id }) => id === wanted)
    pictures.push(image ? await archive.read(image.part) : new Uint8Array(0))
  }
  return { tricks, pictures }
}

async function watched(
  archive: Archive,
  part: string,
  options: { isMargin: boolean },
): Promise<PartWatch> {
  const watch = new PartWatch(options)
  readXml(await archive.read(part), {
    open: (element) => watch.open(element),
    text: (text) => watch.text(text),
    close: (name) => watch.close(name),
  })
  watch.end()
  return watch
}
