import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { XMLFileInfo } from 'xmllint-wasm'
import { memoryPages, validateXML } from 'xmllint-wasm'

const folder = join(import.meta.dirname, 'schemas')
const relationsType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Parts of a Word file whose XML is somebody's own; they only have to be well-formed. */
const ownPart = /^customXml\/item\d+\.xml$/
const wordPart = /^word\/(?!_rels\/)/

/**
 * What is wrong with Word files by ECMA-376: each XML part against its schema, and the package
 * that holds them. A line a fault, `file: part: what`.
 */
export async function schemaFaults(
  files: Readonly<Record<string, Uint8Array>>,
): Promise<readonly string[]> {
  const faults: string[] = []
  const word: NamedPart[] = []
  const others: NamedPart[] = []
  for (const [file, bytes] of Object.entries(files)) {
    const parts = unzipSync(bytes)
    faults.push(...packageFaults(parts).map((fault) => `${file}: ${fault}`))
    for (const [name, data] of Object.entries(parts)) {
      if (!/\.(xml|rels)$/.test(name) || ownPart.test(name)) continue
      const { xml, undeclared } = ofFirstEdition(strFromU8(data))
      faults.push(...undeclared.map((prefix) => `${file}: ${name}: ${prefix} is not declared`))
      const part = { place: `${file}: ${name}`, xml }
      if (wordPart.test(name)) word.push(part)
      else others.push(part)
    }
  }
  const found = await Promise.all([validated('word.xsd', word), validated('package.xsd', others)])
  return [...faults, ...found.flat()]
}

interface NamedPart {
  readonly place: string
  readonly xml: string
}

async function validated(schema: string, parts: readonly NamedPart[]): Promise<string[]> {
  // Names of parts hold what a file system in memory does not take.
  const placeOf = new Map(parts.map(({ place }, at) => [`part-${at}.xml`, place]))
  const { errors, valid, rawOutput } = await validateXML({
    xml: parts.map(({ xml }, at) => ({ fileName: `part-${at}.xml`, contents: xml })),
    schema: schemaFile(schema),
    preload: schemaFiles(),
    maxMemoryPages: memoryPages.GiB,
  })
  const faults = errors
    .filter(({ rawMessage }) => !rawMessage.includes('Skipping import'))
    .map(({ loc, message }) => `${placeOf.get(loc?.fileName ?? '') ?? schema}: ${message.trim()}`)
  // A schema that cannot be read would let everything pass.
  const seen = rawOutput.split('\n').filter((line) => /^part-\d+\.xml (validates|fails)/.test(line))
  if (seen.length !== parts.length) faults.push(`${schema}: ${seen.length} of ${parts.length} seen`)
  return valid || faults.length > 0 ? faults : [`${schema}: ${rawOutput.slice(0, 500)}`]
}

function schemaFiles(): XMLFileInfo[] {
  const own = readdirSync(folder).filter((name) => name.endsWith('.xsd'))
  const standard = readdirSync(join(folder, 'ecma-376')).map((name) => `ecma-376/${name}`)
  return [...own, ...standard].map(schemaFile)
}

/** The file system in memory has no folders. */
function schemaFile(path: string): XMLFileInfo {
  const contents = readFileSync(join(folder, path), 'utf8').replaceAll('ecma-376/', '')
  return { fileName: posix.basename(path), contents }
}

/** The part as a reader of the first edition sees it; and prefixes it calls ignorable in vain. */
function ofFirstEdition(xml: string): { readonly xml: string; readonly undeclared: string[] } {
  const ignorable = /\smc:Ignorable="([^"]*)"/.exec(xml)?.[1]?.split(/\s+/) ?? []
  let left = xml.replace(/\smc:Ignorable="[^"]*"/, '').replace(/<w:compatSetting [^>]*\/>/g, '')
  for (const prefix of ignorable) {
    left = left.replace(new RegExp(`\\s${prefix}:\\w+="[^"]*"`, 'g'), '')
  }
  const undeclared = ignorable.filter((prefix) => !xml.includes(`xmlns:${prefix}=`))
  return { xml: left, undeclared }
}

/** Relations that lead nowhere, parts without a type, parts that nothing leads to. */
function packageFaults(parts: Readonly<Record<string, Uint8Array>>): string[] {
  const text = (name: string) => strFromU8(parts[name] ?? new Uint8Array(0))
  const reached = new Set(['[Content_Types].xml'])
  const faults: string[] = []
  for (const name of Object.keys(parts).filter((one) => one.endsWith('.rels'))) {
    reached.add(name)
    for (const [relation] of text(name).matchAll(/<Relationship [^>]*>/g)) {
      const [type, target] = [attribute(relation, 'Type'), attribute(relation, 'Target')]
      const base = name.replace(/_rels\/[^/]*$/, '')
      const path = posix.join('/', base, target).slice(1)
      if (relation.includes('TargetMode')) faults.push(`${name}: leads outside: ${target}`)
      else if (!parts[path]) faults.push(`${name}: leads nowhere: ${target}`)
      reached.add(path)
      if (name === '_rels/.rels' && type === `${relationsType}/customXml`) {
        faults.push(`${name}: a custom part may not hang on the package: ${target}`)
      }
    }
  }
  const types = text('[Content_Types].xml')
  for (const name of Object.keys(parts)) {
    if (!reached.has(name)) faults.push(`${name}: nothing leads to it`)
    const isTyped =
      types.includes(`PartName="/${name}"`) ||
      types.includes(`Extension="${name.split('.').at(-1)}"`)
    if (!isTyped) faults.push(`${name}: has no content type`)
  }
  for (const [, name = ''] of types.matchAll(/PartName="\/([^"]*)"/g)) {
    if (!parts[name]) faults.push(`[Content_Types].xml: no such part: ${name}`)
  }
  return faults
}

function attribute(element: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1] ?? ''
}
