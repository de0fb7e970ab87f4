import type { Fault } from '../fault.ts'
import type { Register } from '../register/register.ts'
import type { CoreRegister } from './core-registers.ts'
import { core } from './core-registers.ts'

const byId = new Map<string, CoreRegister>(Object.values(core).map((one) => [one.id, one]))

/** Fields that the program reads or writes in a register of the core pack, and that are not so. */
export function checkCore({ id, fields }: Register): readonly Fault[] {
  const { fields: needed = {}, later = [], formerly = {} } = byId.get(id) ?? {}
  return Object.entries(needed).flatMap(([name, kind]): readonly Fault[] => {
    const at = fields.findIndex((one) => one.id === name)
    const type = fields[at]?.type
    if (type === kind || (type === undefined && later.includes(name))) return []
    if (type !== undefined && type === formerly[name]) return []
    return [
      {
        code: type === undefined ? 'register.core.field' : 'register.core.kind',
        at: type === undefined ? ['fields'] : ['fields', at, 'type'],
        text: {
          zh: `系统要用台账“${id}”的字段“${name}”，类型应为 ${kind}`,
          en: `The program needs the field “${name}” of the register “${id}”, of type ${kind}`,
        },
        hint: {
          zh: '请保持与 core 业务包中的声明一致。',
          en: 'Leave it as the pack core declares it.',
        },
      },
    ]
  })
}
