/** What the unit studies; each with the themes it counts under. */
export interface StudyTopic {
  readonly topic: string
  readonly themes: readonly string[]
}

/** Topics of the theory study group, in the order the year takes them up. */
export const studyGroupTopics: readonly StudyTopic[] = [
  { topic: '学习关于党的自我革命的重要思想', themes: ['governance'] },
  { topic: '学习党内法规和纪律要求', themes: ['regulations', 'governance'] },
  { topic: '学习意识形态工作责任制要求', themes: ['ideology'] },
  { topic: '学习保密法律法规', themes: ['confidentiality'] },
  { topic: '学习党史专题', themes: ['party-history'] },
  { topic: '学习法治思想', themes: ['rule-of-law'] },
  { topic: '学习关于文化传承发展的重要论述', themes: ['work'] },
  { topic: '学习中央全会精神', themes: ['plenum'] },
  { topic: '学习关于整治形式主义为基层减负的要求', themes: ['formalism'] },
  { topic: '学习关于档案工作的重要论述', themes: ['work'] },
]

/** Topics of weekly study. */
export const weeklyTopics: readonly StudyTopic[] = [
  { topic: '学习党章', themes: ['regulations'] },
  { topic: '学习纪律处分有关规定', themes: ['regulations', 'integrity'] },
  { topic: '学习支部工作有关规定', themes: ['regulations', 'party-building'] },
  { topic: '学习档案法及实施条例', themes: ['work'] },
  { topic: '学习党史中的档案故事', themes: ['party-history'] },
  { topic: '学习先进典型事迹', themes: ['party-building'] },
  { topic: '学习网络安全知识', themes: ['safety'] },
  { topic: '学习工作秘密管理要求', themes: ['confidentiality'] },
  { topic: '观看警示教育片', themes: ['integrity'] },
  { topic: '学习公文写作规范', themes: ['work'] },
  { topic: '学习中央全会公报', themes: ['plenum'] },
  { topic: '学习电子档案管理办法', themes: ['work'] },
  { topic: '学习安全生产知识', themes: ['safety'] },
  { topic: '学习民法典常识', themes: ['rule-of-law'] },
  { topic: '学习基层减负有关要求', themes: ['formalism'] },
  { topic: '学习国家安全知识', themes: ['ideology'] },
  { topic: '交流业务工作体会', themes: ['work'] },
  { topic: '学习档案保护技术', themes: ['work'] },
  { topic: '学习重要会议精神', themes: ['governance'] },
  { topic: '学习中央八项规定精神', themes: ['integrity'] },
]

/** Research topics on self-governance, and on line work. */
export const governanceResearch: readonly string[] = [
  '支部落实主体责任情况调研',
  '廉政风险防控措施落实情况调研',
  '年轻干部纪律教育情况调研',
  '数字化外包项目廉政风险调研',
  '党支部组织生活质量调研',
  '作风建设和服务窗口情况调研',
  '基层减负措施落实情况调研',
  '政府采购内部控制情况调研',
  '谈心谈话制度落实情况调研',
  '“一岗双责”落实情况调研',
]

export const lineResearch: readonly string[] = [
  '乡镇档案室建设调研',
  '民生档案跨馆利用调研',
  '重点工程档案管理调研',
  '电子档案接收试点调研',
  '企业档案工作调研',
]

/** Where a research trip goes: bodies, never persons. */
export const visitedBodies: readonly string[] = [
  '市自然资源局档案室',
  '东港区档案馆',
  '城建档案馆',
  '市教育局',
  '滨海镇',
  '市中心医院档案室',
  '馆内三个党支部',
  '数字化加工现场',
  '查阅利用窗口',
  '海棠港务公司',
]
