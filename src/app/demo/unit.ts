/** The fictional unit of the demo: 海棠市档案馆. Every name here is made up. */

/** An office of the demo unit; `key` is used inside the generator only. */
export interface DemoOffice {
  readonly key: string
  readonly name: string
  readonly kind: 'leadership' | 'department' | 'organ-committee' | 'branch' | 'branch-group'
  readonly parent: string | null
}

/** A member of staff, with the posts and roles of the time. */
export interface DemoPerson {
  readonly key: string
  readonly name: string
  readonly office: string
  readonly title: string
  readonly branch: string
  readonly roles: readonly string[]
  /** First day at the unit, when it lies inside the demo. */
  readonly from?: string
  /** Last day, when the person leaves inside the demo. */
  readonly to?: string
}

export const demoUnitName = { zh: '海棠市档案馆', en: 'Haitang City Archives' }

export const demoOffices: readonly DemoOffice[] = [
  { key: 'lead', name: '馆领导', kind: 'leadership', parent: null },
  { key: 'general', name: '办公室', kind: 'department', parent: null },
  { key: 'party', name: '机关党委（组织人事科）', kind: 'organ-committee', parent: null },
  { key: 'collect', name: '收集整理科', kind: 'department', parent: null },
  { key: 'keep', name: '保管利用科', kind: 'department', parent: null },
  { key: 'edit', name: '编研宣传科', kind: 'department', parent: null },
  { key: 'tech', name: '信息技术科', kind: 'department', parent: null },
  { key: 'guide', name: '业务指导科', kind: 'department', parent: null },
  { key: 'b1', name: '第一党支部', kind: 'branch', parent: 'party' },
  { key: 'b2', name: '第二党支部', kind: 'branch', parent: 'party' },
  { key: 'b3', name: '第三党支部', kind: 'branch', parent: 'party' },
  { key: 'b1g1', name: '第一党支部第一党小组', kind: 'branch-group', parent: 'b1' },
  { key: 'b1g2', name: '第一党支部第二党小组', kind: 'branch-group', parent: 'b1' },
  { key: 'b2g1', name: '第二党支部第一党小组', kind: 'branch-group', parent: 'b2' },
  { key: 'b2g2', name: '第二党支部第二党小组', kind: 'branch-group', parent: 'b2' },
  { key: 'b3g1', name: '第三党支部第一党小组', kind: 'branch-group', parent: 'b3' },
  { key: 'b3g2', name: '第三党支部第二党小组', kind: 'branch-group', parent: 'b3' },
]

const member = ['branch-member']

export const demoPeople: readonly DemoPerson[] = [
  {
    key: 'zhou',
    name: '周明远',
    office: 'lead',
    title: '党组书记、馆长',
    branch: 'b1',
    roles: ['leader', 'first-responsible', ...member],
  },
  {
    key: 'lin',
    name: '林秋月',
    office: 'lead',
    title: '党组成员、副馆长',
    branch: 'b2',
    roles: ['leader', 'confidentiality-lead', ...member],
  },
  {
    key: 'chen',
    name: '陈志恒',
    office: 'lead',
    title: '党组成员、副馆长',
    branch: 'b3',
    roles: ['leader', ...member],
  },
  {
    key: 'he',
    name: '何静文',
    office: 'lead',
    title: '党组成员、机关党委书记',
    branch: 'b1',
    roles: ['leader', 'personnel-lead', ...member],
  },
  {
    key: 'sun',
    name: '孙国栋',
    office: 'lead',
    title: '党组成员、纪检组长',
    branch: 'b1',
    roles: ['leader', 'discipline-lead', ...member],
  },
  {
    key: 'wu',
    name: '吴晓琳',
    office: 'general',
    title: '办公室主任',
    branch: 'b1',
    roles: ['office-lead', 'reviewer', 'clerk', ...member],
  },
  {
    key: 'zheng',
    name: '郑凯',
    office: 'general',
    title: '办公室副主任',
    branch: 'b1',
    roles: ['clerk', ...member],
  },
  {
    key: 'liu',
    name: '刘佳',
    office: 'general',
    title: '四级主任科员',
    branch: 'b1',
    roles: ['clerk', 'administrator', ...member],
  },
  { key: 'ma', name: '马立群', office: 'general', title: '一级科员', branch: 'b1', roles: member },
  {
    key: 'xu',
    name: '徐敏',
    office: 'party',
    title: '机关党委专职副书记',
    branch: 'b1',
    roles: ['clerk', 'party-affairs', ...member],
  },
  {
    key: 'gao',
    name: '高文',
    office: 'party',
    title: '三级主任科员',
    branch: 'b1',
    roles: ['clerk', ...member],
  },
  {
    key: 'luo',
    name: '罗建华',
    office: 'collect',
    title: '收集整理科科长',
    branch: 'b2',
    roles: member,
  },
  {
    key: 'xie',
    name: '谢雨桐',
    office: 'collect',
    title: '二级主任科员',
    branch: 'b2',
    roles: member,
  },
  { key: 'tang', name: '唐磊', office: 'collect', title: '一级科员', branch: 'b2', roles: member },
  {
    key: 'han',
    name: '韩美玲',
    office: 'keep',
    title: '保管利用科科长',
    branch: 'b2',
    roles: member,
  },
  { key: 'cao', name: '曹阳', office: 'keep', title: '四级主任科员', branch: 'b2', roles: member },
  { key: 'xujy', name: '许静怡', office: 'keep', title: '一级科员', branch: 'b2', roles: member },
  {
    key: 'deng',
    name: '邓海涛',
    office: 'edit',
    title: '编研宣传科科长',
    branch: 'b3',
    roles: ['publicity-lead', ...member],
  },
  {
    key: 'peng',
    name: '彭雪',
    office: 'edit',
    title: '三级主任科员',
    branch: 'b3',
    roles: member,
    to: '2025-06-30',
  },
  {
    key: 'jiang',
    name: '蒋立新',
    office: 'tech',
    title: '信息技术科科长',
    branch: 'b3',
    roles: member,
  },
  { key: 'shen', name: '沈博', office: 'tech', title: '二级主任科员', branch: 'b3', roles: member },
  { key: 'pan', name: '潘宇', office: 'tech', title: '一级科员', branch: 'b3', roles: member },
  {
    key: 'dong',
    name: '董丽',
    office: 'guide',
    title: '业务指导科科长',
    branch: 'b3',
    roles: member,
  },
  {
    key: 'yuan',
    name: '袁浩',
    office: 'guide',
    title: '四级主任科员',
    branch: 'b3',
    roles: member,
  },
  {
    key: 'wei',
    name: '魏然',
    office: 'edit',
    title: '一级科员',
    branch: 'b3',
    roles: member,
    from: '2025-07-15',
  },
  {
    key: 'tian',
    name: '田野',
    office: 'general',
    title: '审计联络员',
    branch: 'b1',
    roles: ['auditor'],
  },
]

/** Who chairs each branch, and who sits on its committee. */
export const demoBranches = [
  { key: 'b1', secretary: 'wu', committee: ['wu', 'xu', 'zheng'] },
  { key: 'b2', secretary: 'luo', committee: ['luo', 'han', 'xie'] },
  { key: 'b3', secretary: 'jiang', committee: ['jiang', 'deng', 'dong'] },
] as const

export const demoDepartments = [
  'general',
  'party',
  'collect',
  'keep',
  'edit',
  'tech',
  'guide',
] as const

/** Head of each department. */
export const demoHeads: Readonly<Record<(typeof demoDepartments)[number], string>> = {
  general: 'wu',
  party: 'xu',
  collect: 'luo',
  keep: 'han',
  edit: 'deng',
  tech: 'jiang',
  guide: 'dong',
}

/** The leader in charge of each department. */
export const demoSupervisors: Readonly<Record<(typeof demoDepartments)[number], string>> = {
  general: 'zhou',
  party: 'he',
  collect: 'lin',
  keep: 'lin',
  edit: 'chen',
  tech: 'chen',
  guide: 'sun',
}
