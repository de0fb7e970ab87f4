import type { Archive } from './archive.ts'
import { refuseFile } from './file-fault.ts'
import { readXml } from './read-xml.ts'

/** A relation of a part to another part of the file, or to something outside. */
export interface Relation {
  readonly id: string
  /** The last word of its type: `styles`, `image` … */
  readonly type: string
  /** The part within the file; null where it leads outside. */
  readonly part: string | null
}

/** The relations of a part; of the file itself where `part` is empty. None where it has no list. */
export async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const slash = part.lastIndexOf('/') + 1
  const folder = part.slice(0, slash)
  const list = `${folder}_rels/${part.slice(slash)}.rels`
  const name = archive.names.find((one) => one.toLowerCase() === list.toLowerCase())
  if (name === undefined) return []
  const relations: Relation[] = []
  readXml(await archive.read(name), {
    open({ name: element, attributes }) {
      if (element.replace(/^.*:/, '') !== 'Relationship') return
      const isOutside = attributes['TargetMode'] === 'External'
      const target = attributes['Target'] ?? ''
      relations.push({
        id: attributes['Id'] ?? '',
        type: /[^/]*$/.exec(attributes['Type'] ?? '')?.[0] ?? '',
        part: isOutside ? null : partAt(archive, folder, target),
      })
    },
  })
  return relations
}

/** The main part: the one that the file itself names, whatever it is called. */
export async function mainPartOf(archive: Archive): Promise<string> {
  const named = (await relationsOf(archive, '')).filter(({ type }) => type === 'officeDocument')
  const [part] = named.flatMap(({ part: one }) => (one === null ? [] : [one]))
  if (named.length > 1) refuseFile('unsafe', 'two main parts')
  if (named.length === 0 && archive.has('word/document.xml')) return 'word/document.xml'
  if (part === undefined || !archive.has(part)) refuseFile('wrong-kind')
  return part
}

/** Targets are addresses: relative to the folder, or from the root; names ignore case. */
function partAt(archive: Archive, folder: string, target: string): string {
  const steps: string[] = []
  const path = target.startsWith('/') ? target : folder + target
  for (const step of decoded(path).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  const wanted = steps.join('/')
  return archive.names.find((one) => one.toLowerCase() === wanted.toLowerCase()) ?? wanted
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
