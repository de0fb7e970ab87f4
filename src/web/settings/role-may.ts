import type { PackView } from '../../api/contract/pack.ts'
import type { Label } from '../../ledger/label.ts'
import { both } from '../../ledger/label.ts'

type Ability = PackView['roles'][number]['may'][number]

const mayDo: Readonly<Record<Ability, Label>> = {
  record: { zh: '登记', en: 'record' },
  correct: { zh: '更正', en: 'correct' },
  attest: { zh: '书面确认', en: 'attest' },
  override: { zh: '裁定和签发', en: 'let claims stand and sign' },
  erase: { zh: '依法删除', en: 'erase by law' },
  review: { zh: '复核报告', en: 'review reports' },
  'read-trail': { zh: '查看全部台账和操作记录', en: 'read every register and the trail' },
  'manage-people': { zh: '管理名册', en: 'keep the roster' },
  'manage-accounts': { zh: '管理账号', en: 'keep the accounts' },
  'manage-organisations': { zh: '添加单位', en: 'add units' },
  'manage-tokens': { zh: '发放令牌', en: 'make tokens' },
  'manage-backups': { zh: '备份', en: 'make backups' },
  'manage-keys': { zh: '更换日志密钥', en: 'replace log keys' },
  'export-log': { zh: '导出日志', en: 'export the log' },
}

/** What a role may do here, in a line. Every role reads what is not restricted. */
export function roleMay({ id, may }: PackView['roles'][number]): Label {
  const list = both((lang) => may.map((one) => mayDo[one][lang]).join(lang === 'zh' ? '、' : ', '))
  if (id !== 'auditor') return list
  return { zh: `${list.zh}；不写入，不兼任`, en: `${list.en}; writes nothing, and is nothing else` }
}
