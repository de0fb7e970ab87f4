import type { Clause } from './clauses.ts'
import { admitsShortcoming } from './negatives.ts'
import type { Draft, Page } from './page.ts'
import { stated, voiceOf } from './page.ts'
import { pattern } from './pattern.ts'
import { isTitle, sectionKindAt } from './sections.ts'

const FALLS_SHORT = pattern(String.raw`
  不够(?!格)|差距|有待|亟待|亟需|仍需|尚需|还需|老旧$|不尽合理|较(?:慢|弱|差|粗|松|浅|窄|少(?!于))|不足(?!之处|\d|
  [一二三四五六七八九十百千万\ue000])|不(?:强|深|高|实|严|细|准|透|牢|到位|及时|扎实|平衡|充分|完善|健全|规范|紧密|均衡|明显|理想|顺畅|充足|
  合理|熟悉|主动|精准|深入|彻底|统一|配套|匹配|适应|经常|系统|全面)(?![于])(?=[，。；、的等]|$|问题|情况|现象)|薄弱|短板|弱项|滞后|偏(?:低|
  少|慢|弱|差|松|软|大|高|紧|窄|散|老|重)|欠缺|缺乏|缺少|紧缺(?!人才|急需|型)|短缺|匮乏|乏力|尚未(?!发现|出现|发生|收到|接到)|未能|浮在|
  流于形式|力度不大|难以(?!准?确?(?:预[测计见料]|估[计量]|统计|量化))|瓶颈|乱象|跟不上|上热.下冷|走过场|脱节|随意性|不愿|不敢(?!腐)|
  不尽如|不相适应|参差不齐|缺口|断层|(?<!适)老化|单一|慢半拍|打折扣|
  堵点|痛点|吃力|落后|被动|任务(?:仍|依然|还)?(?:很|较)?(?:繁重|艰巨)|压力(?:较|依然|仍|还)?(?:很)?大|矛盾(?:突出|凸显)
`)
const EXISTS = pattern(String.raw`
  (?<!不)存在[^，。；]{0,24}(?:问题|不足|差距|短板|现象|情况|隐患|漏洞|薄弱)|(?:问题|现象)(?:仍然?|依然|还)?(?:时有发生|比较?突出|
  较为?突出|依然存在|突出|屡禁不止)
`)
const DEALT_WITH = pattern(String.raw`
  针对(?!性)|聚焦|查找|查摆|找准|找出|补齐|补强|补短|补足|填补|解决|克服|纠正|纠治|破解|防止|避免|改变|弥补|消除|扭转|杜绝|对标|检视|
  (?:梳理|排查|整治|整改|化解|改进)(?!任务|压力|难度|力度|进度|质量|成效|效果|工作|[不还仍得])|打通|缓解|攻克|突破|不存在|问题导向|缩小|应对|着眼|瞄准|重点看|
  是否|加强薄弱|强弱项|扬优势|不再|(?<!不)(?<!不够)彻底|校正|补上|研判|凝练
`)
const NORM =
  /应当|不得|严禁|禁止|不允许|不准|不许|必须|可以|(?<![重主需首纪必提])要(?![闻素点件求])/

/** Admitted problems: clauses that say so, and all sentences of a section of problems. */
export function readProblems(page: Page): readonly Draft[] {
  return page.sentences.flatMap((sentence) => {
    const kind = sectionKindAt(page.sections, sentence.start)
    if (kind === 'plan' || isTitle(page.headings, sentence.start)) return []
    if (kind === 'problem') {
      return sentence.end - sentence.start >= 6 ? [stated('problem', sentence)] : []
    }
    return sentence.clauses
      .filter((clause) => admitsProblem(page, clause))
      .map((clause) => stated('problem', clause))
  })
}

function admitsProblem(page: Page, clause: Clause): boolean {
  const voice = voiceOf(page, clause)
  if (admitsShortcoming(voice)) return true
  // A reason is given for something else: 由于历史资料较少，.
  if (/^由于[^，]*$/.test(voice) && clause.index === 0) return false
  const cue = EXISTS.exec(voice) ?? FALLS_SHORT.exec(voice)
  if (cue === null || NORM.test(voice)) return false
  return !DEALT_WITH.test(voice.slice(0, cue.index + 3))
}
