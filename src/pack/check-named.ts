import type { Declarations } from './declarations.ts'
import { nearestName } from './nearest-name.ts'
import type { PackFault } from './pack-fault.ts'
import { packFault } from './pack-fault.ts'

/** Lists that a unit may name, and items that serve a function, and that are not there. */
export function namedFaults({ heads, lists }: Declarations): readonly PackFault[] {
  return [...heads.values()].flatMap((head) => {
    const missing = (path: readonly (string | number)[], id: string, known: readonly string[]) => {
      if (known.includes(id)) return []
      const near = nearestName(id, known)
      return [
        packFault(
          'pack.named.unknown',
          { file: head.file, line: head.lineOf(path), path },
          {
            text: { zh: `没有“${id}”`, en: `There is no “${id}”` },
            hint: near
              ? { zh: `是否想写“${near}”？`, en: `Did you mean “${near}”?` }
              : { zh: '请写已声明的选项表或选项。', en: 'Name a list or an item of this pack.' },
          },
        ),
      ]
    }
    const { named = [], functions = [] } = head.value
    const listIds = [...lists.keys()]
    return [
      ...named.flatMap(({ list }, index) => missing(['named', index, 'list'], list, listIds)),
      ...functions.flatMap(({ list, items }, index) => {
        const known = lists.get(list)?.value.map(({ id }) => id) ?? []
        return [
          ...missing(['functions', index, 'list'], list, listIds),
          ...items.flatMap((item, nth) => missing(['functions', index, 'items', nth], item, known)),
        ]
      }),
    ]
  })
}
