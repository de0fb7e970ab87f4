/**
 * Set phrases written bare in which a numeral meets a measure word and yet counts nothing:
 * political formulas, names of policies and places, proverbs. Quoted ones are found by their
 * quotes; phrases without a measure word (三会一课, 一岗双责) need no entry.
 */
export const IDIOMS = `
两个责任 四个全面 三个代表 两个维护 两个确立 两个结合 两个毫不动摇 两个大局 两个务必 两个先行
两个一百年 三个区分开来 三个务必 四个意识 四个自信 四个伟大 四个服务 四个中心 四个最严 四个不摘
四个亲自 四个对照 五个必须 五个必由之路 六个必须坚持 六个坚持 七个有之 九个坚持 八个明确 十个明确
十个坚持 十四个坚持 十三个方面成就 三个牢固树立 三个敬畏 三个不相信 四种形态
中央八项规定 八项规定 八项本领 六项纪律 十项规定 五项管理 五大发展理念 十大关系 三大攻坚战 四大班子
三大纪律 八项注意 三支一扶 三包 红十字 铁人三项
最多跑一次 只跑一次 跑一次 一次办好 一次办 一件事 一张蓝图 一张图 一张网 一本账 一条龙 一条心 一盘棋
一门式 一门心思 一户一策 一户一档 一人一策 一人一档 一村一品 一县一业 一企一策 一校一策 一题一策
一案一策 一案双查 一事一议 一对一 一次性 一方面 一批 一起 一成不变 一股脑 一席之地 一系列 一部分
一段时间 一段时期 一个时期 一个阶段
三番五次 三天打鱼 两天晒网 三天两头 三年五载 四面八方 五花八门 千篇一律 十字路口 十字街 四方 十里 百年 十分
八小时以外 八小时外 八小时之外 三台 七台河 九寨沟 五台山 六盘水 三门峡
`
  .trim()
  .split(/\s+/)
