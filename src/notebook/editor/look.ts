// The editor's look: the book's listing. Colours come from the page's own properties, so dark mode needs nothing here.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Sizes must be those of the listing in Editor.svelte, which stands here until the editor is loaded. */
const theme = EditorView.theme({
  '&': { color: 'var(--soft)', backgroundColor: 'transparent', fontSize: 'inherit' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflowX: 'auto' },
  '.cm-content': { padding: '0', caretColor: 'var(--ink)', minHeight: '1lh' },
  '.cm-line': { padding: '0 0.5rem 0 1.4rem' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--wash)' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    boxShadow: '0 2px 0 0 currentColor',
    color: 'var(--ink)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    textDecoration: 'underline wavy',
    color: 'var(--ink)',
  },
  // What is wrong is told by a bar, a wavy line and words; colour stays with the quantities.
  '.cm-line.cm-wrong': { boxShadow: 'inset 3px 0 0 0 var(--ink)', backgroundColor: 'var(--wash)' },
  '.cm-wrong-here': { textDecoration: 'underline wavy 1.5px', textUnderlineOffset: '0.3em' },
  '.cm-wrong-words': {
    padding: '0.1rem 0.5rem 0.3rem 1.4rem',
    boxShadow: 'inset 3px 0 0 0 var(--ink)',
    backgroundColor: 'var(--wash)',
    color: 'var(--ink)',
    fontFamily: 'var(--sans)',
    fontSize: 'var(--size-small)',
    lineHeight: '1.5',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  // The comparison: what was added stands on a ground and has a bar, what is gone is struck through.
  '&.cm-merge-b .cm-changedLine': {
    backgroundColor: 'var(--wash)',
    boxShadow: 'inset 3px 0 0 0 var(--soft)',
  },
  '&.cm-editor.cm-merge-b .cm-changedText': {
    background: 'none',
    textDecoration: 'underline 2px',
    textUnderlineOffset: '0.35em',
  },
  '.cm-deletedChunk': { padding: '0 0.5rem 0 1.4rem', backgroundColor: 'transparent', color: 'var(--soft)' },
  '.cm-deletedLine, .cm-deletedLine del': { textDecoration: 'line-through' },
  '&.cm-editor .cm-deletedChunk .cm-deletedText': { background: 'none' },
});

const highlight = HighlightStyle.define([
  { tag: [tags.comment], color: 'var(--soft)', fontStyle: 'italic' },
  { tag: [tags.number, tags.string, tags.special(tags.string), tags.regexp], color: 'var(--ink)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--ink)' },
]);

export const look = [theme, syntaxHighlighting(highlight)];
