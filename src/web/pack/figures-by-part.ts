import type { PackView } from '../../api/contract/pack.ts'
import type { Label } from '../../ledger/label.ts'
import { byPart } from './by-part.ts'

/** A figure of the pack, as the page knows it. */
export type PackFigure = PackView['figures'][number]

/**
 * Whether it is a number of the unit: what is counted per person has no total (96 hours of training
 * are nobody's), stands in no report, and goes neither down nor up.
 */
export function isOfUnit({ perPerson }: PackFigure): boolean {
  return perPerson !== true
}

/** A figure, and what the register that it counts is called. */
export interface FigureOfPart {
  readonly figure: PackFigure
  readonly register: Label
}

/** Figures whose registers stand together. */
export interface FiguresOfPart {
  readonly id: string
  readonly label: Label
  readonly figures: readonly FigureOfPart[]
}

/** The figures under the part of the year that their register stands in, register by register. */
export function figuresByPart(pack: PackView): readonly FiguresOfPart[] {
  return byPart(pack)
    .map(({ id, label, registers }) => ({
      id,
      label,
      figures: registers.flatMap((register) =>
        pack.figures
          .filter((figure) => figure.register === register.id)
          .map((figure) => ({ figure, register: register.label })),
      ),
    }))
    .filter(({ figures }) => figures.length > 0)
}

/** Those in whose names, or those of their register or part, each of the words stands. */
export function figuresNamed(
  parts: readonly FiguresOfPart[],
  typed: string,
): readonly FiguresOfPart[] {
  const asked = typed.toLowerCase().split(/\s+/)
  const says = (names: readonly Label[]) => {
    const said = names.flatMap(({ zh, en }) => [zh, en]).join('\n')
    return asked.every((word) => said.toLowerCase().includes(word))
  }
  return parts
    .map(({ figures, ...part }) => ({
      ...part,
      figures: figures.filter((one) => says([one.figure.label, one.register, part.label])),
    }))
    .filter(({ figures }) => figures.length > 0)
}
