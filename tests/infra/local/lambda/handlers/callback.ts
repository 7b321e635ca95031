export function handler(
  _event: unknown,
  _context: unknown,
  callback: (error: null, result: string) => void,
): void {
  callback(null, 'late');
}
