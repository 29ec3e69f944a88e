/** Whether nothing of a text can be seen: white space, controls and marks of direction say nothing. */
export function isBlank(text: string): boolean {
  return !/[^\p{C}\p{Z}\s\u034f\u115f\u1160\u3164\uffa0\u2800]/u.test(text);
}
