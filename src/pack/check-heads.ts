import type { Declarations, Declared, PackHead } from './declarations.ts'
import type { PackFault } from './pack-fault.ts'
import { packFault } from './pack-fault.ts'

/** Each pack has a head of its own id, and what is extended is there, and nothing else. */
export function headFaults(declarations: Declarations): readonly PackFault[] {
  const own = declarations.heads.get('')
  if (!own) return declarations.faults.some((one) => one.file === 'pack.yaml') ? [] : [noHead]
  const extended = own.value.extends ?? []
  const missing = extended.filter((id) => !declarations.heads.has(id))
  const foreign = [...declarations.heads.keys()].filter((id) => id !== '' && !extended.includes(id))
  const misnamed = [...declarations.heads].filter(
    ([folder, one]) => folder !== '' && one.value.id !== folder,
  )
  return [
    ...missing.map((id) => headFault('pack.extends.missing', id, own)),
    ...foreign.map((id) => headFault('pack.extends.foreign', id, own)),
    ...misnamed.map(([folder]) => headFault('pack.extends.misnamed', folder, own)),
  ]
}

const headSentences = {
  'pack.extends.missing': (id: string) => ({
    text: { zh: `没有找到所依据的业务包“${id}”`, en: `The extended pack “${id}” is not there` },
    hint: {
      zh: '把它放在本业务包旁边的同名文件夹里。',
      en: 'Put it beside this pack, in a folder of its name.',
    },
  }),
  'pack.extends.foreign': (id: string) => ({
    text: { zh: `文件夹“${id}”不在 extends 中`, en: `The folder “${id}” is not named in extends` },
    hint: { zh: '写入 extends，或移走该文件夹。', en: 'Name it in extends, or take it away.' },
  }),
  'pack.extends.misnamed': (id: string) => ({
    text: { zh: `文件夹“${id}”中是另一个业务包`, en: `The folder “${id}” holds another pack` },
    hint: { zh: '文件夹名与业务包编号一致。', en: 'The folder has the name of the pack.' },
  }),
} as const

function headFault(
  code: keyof typeof headSentences,
  id: string,
  own: Declared<PackHead>,
): PackFault {
  return packFault(code, inExtends(own), headSentences[code](id))
}

function inExtends(head: Declared<PackHead>): Parameters<typeof packFault>[1] {
  return { file: head.file, line: head.lineOf(['extends']), path: ['extends'] }
}

/**
 * Packs that rest on themselves, by themselves or by way of others: what is declared in one and
 * what is taken over could not be told apart. One fault for each ring, where the pack that is read
 * first in it names the next.
 */
export function ringFaults({ heads }: Declarations): readonly PackFault[] {
  const own = heads.get('')
  if (!own) return []
  const byId = new Map([...heads].map(([folder, one]) => [folder || own.value.id, one]))
  byId.set(own.value.id, own)
  const faults: PackFault[] = []
  const done = new Set<string>()
  const follow = (id: string, way: readonly string[]): void => {
    const at = way.indexOf(id)
    const head = byId.get(id)
    const first = byId.get(way[at] ?? '')
    if (first) faults.push(packFault('pack.extends.ring', inExtends(first), ringOf(way.slice(at))))
    if (at >= 0 || !head || done.has(id)) return
    for (const next of head.value.extends ?? []) follow(next, [...way, id])
    done.add(id)
  }
  follow(own.value.id, [])
  return faults
}

function ringOf(ids: readonly string[]): Pick<PackFault, 'text' | 'hint'> {
  const [first = '', next] = ids
  if (next === undefined) {
    return {
      text: {
        zh: `业务包“${first}”不能以自己为依据`,
        en: `The pack “${first}” extends itself`,
      },
      hint: { zh: `从 extends 中删去“${first}”。`, en: `Take “${first}” out of extends.` },
    }
  }
  const ring = [...ids, first].join(' → ')
  return {
    text: { zh: `业务包不能互为依据：${ring}`, en: `Packs cannot extend each other: ${ring}` },
    hint: {
      zh: `从其中一个业务包的 extends 中删去后一个，例如从“${ids.at(-1)}”中删去“${first}”。`,
      en: `Take the next one out of extends in one of them, such as “${first}” in “${ids.at(-1)}”.`,
    },
  }
}

const noHead = packFault(
  'pack.head.missing',
  { file: 'pack.yaml', line: 1 },
  {
    text: { zh: '缺少 pack.yaml', en: 'pack.yaml is missing' },
    hint: {
      zh: '写明 id、version、label、roles、parts。',
      en: 'It gives id, version, label, roles and parts.',
    },
  },
)
