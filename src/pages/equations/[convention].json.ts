// /equations/pytorch.json: every equation's HTML under one convention, fetched when the reader switches to it.
import type { APIRoute } from 'astro';
import { conventionIds, type ConventionId } from '../../engine/conventions.ts';
import { renderAll } from '../../components/equations/render.ts';

export const getStaticPaths = () => conventionIds.map((convention) => ({ params: { convention } }));

export const GET: APIRoute = ({ params }) => Response.json(renderAll(params.convention as ConventionId));
