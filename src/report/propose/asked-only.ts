import { pattern } from '../read/pattern.ts'

/**
 * Whether words say what a rule or somebody asks, means or supposes, and not what was done. `own`
 * are those of the claim, `said` its sentence up to it, `begun` what all of that began with, however
 * many parts it has; what a plan says is meant as such.
 */
export function isAskedOnly(
  { own, said, begun }: Readonly<Record<'own' | 'said' | 'begun', string>>,
  isPlan: boolean,
): boolean {
  if (RULE.test(said) || SUPPOSED.test(own)) return true
  return !isPlan && (LATER.test(begun) || INTENDED.test(said) || DEMANDED.test(own))
}

const RULE = pattern(String.raw`
  应当|应该|必须|(?<![相对供反效适响回感呼顺])应(?=每|按|至少|不少于|不低于|于|在|召开|开展|组织|举办)|不得(?:少|低)于|(?<![按照据])(?:要求|规定|明确|
  提出)：?“?(?:每|各|至少|不少于)|
  (?:办法|条例|制度|规定|文件|方案|意见|细则|准则)(?:（[^）]{1,8}）)?》?(?:要求|规定|明确)|
  每年[^，。；]{0,24}(?:不少于|至少|不低于)
`)
/** 下一步，将…；每季度分析一次；…: each part is announced. */
const LATER = /^[^\u3400-\u9fff\d]*(?:下一步|下步|今后|明年|来年|接下来|新的?一年)/
/** 计划讲党课30次, 目标是…, 全年要…, 我将带头…: what was or is meant to be, whatever came of it. */
const INTENDED = pattern(String.raw`
  (?:^|[，：]|[年月]初|今年|全年)(?:原|本来)?(?:计划|预计|预定|原定|打算|拟(?![定订]))(?!内|外|的|[^，\u3000]{0,6}(?:任务|项目))|
  (?:全年|年内|今年)(?:[需须应]要?|要)(?![报求])|(?:我们?|党组|本人)将(?:带头|始终|每|坚持)|
  (?:目标|指标|任务)(?:任务)?(?:[是为定]|确定)|承诺(?!书)|约定(?!俗)|限定|定下的
`)
/** 要求全年学习24次, 至少一次的要求: asked, and not done; 要求基层填报… is what we asked of others, and did. */
const DEMANDED =
  /^(?:要求(?!基层|下级|下属)|责成|号召|倡议|建议(?!\d|\u3000)|力争|争取)|的(?:计划|目标|要求|打算|设想|任务)(?:已|未|没|尚|得到|基本)|(?<!(?:达|符|满|落)[^，]*)的(?:要求|规定|目标|任务)$/
/** 如果…, 是否…: nobody says that it is so. */
const SUPPOSED = /^(?:如果|若(?!干)|是否|假如|倘若|一旦|万一|有人(?:提出|反映|认为|建议)|据说)/
