import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import type { Locale, Messages } from '@/locale/messages';

/** One screen: everything the shell needs to know about it. Delete its folder and the screen is gone. */
export interface ConsoleModule {
  /** Folder name and first part of its message keys. */
  name: string;
  /** The scope a person needs to see it; null = everyone who is signed in. */
  permission: string | null;
  routes: RouteRecordRaw[];
  menu?: { order: number; path: string; icon: Component; /** letter that follows G */ key: string };
  messages: Record<Locale, Messages>;
}

const found = import.meta.glob<{ default: ConsoleModule }>('../modules/*/module.ts', { eager: true });

export const modules: ConsoleModule[] = Object.values(found).map((file) => file.default);

export const menu = modules
  .filter((module) => module.menu)
  .sort((a, b) => a.menu!.order - b.menu!.order);
