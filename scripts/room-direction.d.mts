export function roomDirection(folder: string): { files: number; violations: string[] }
